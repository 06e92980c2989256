/// The World module derives what the record means: who starts which task, which roles that hands over, which
/// permissions it needs, and whether they are there.
///
/// It reads the record at one import and writes the tables of `migrations/world.sql`, all of them, in one transaction.
/// `Inventory` reads resources, `LaunchReader` makes launches of state machines, rules and schedules, `NeedDecider` puts
/// each permission question to the evaluator in module IAM. Nothing in it knows a check.
///
/// A name of a resource, taken apart: `arn:partition:service:region:account:resource`.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
struct ResourceName {
  private let text: String
  /// Where the five colons are, in bytes.
  private let colons: (Int, Int, Int, Int, Int)

  init?(_ arn: String) {
    guard arn.utf8.starts(with: "arn:".utf8) else { return nil }
    var colons = (3, 0, 0, 0, 0)
    var found = 1
    var place = 0
    for byte in arn.utf8 {
      if byte == UInt8(ascii: ":"), place > 3 {
        found += 1
        switch found {
        case 2: colons.1 = place
        case 3: colons.2 = place
        case 4: colons.3 = place
        default: colons.4 = place
        }
        if found == 5 { break }
      }
      place += 1
    }
    guard found == 5 else { return nil }
    text = arn
    self.colons = colons
  }

  var partition: String { part(colons.0, colons.1) }
  var service: String { part(colons.1, colons.2) }
  var region: String { part(colons.2, colons.3) }
  var account: String { part(colons.3, colons.4) }
  /// All behind the fifth colon.
  var resource: Substring { text[index(colons.4 + 1)...] }

  private func part(_ before: Int, _ after: Int) -> String {
    String(text[index(before + 1)..<index(after)])
  }

  private func index(_ place: Int) -> String.Index {
    text.utf8.index(text.startIndex, offsetBy: place)
  }
}

/// One file of an export: how messages call it, where it lies, and where its text comes from.
struct ExportFile: Sendable {
  enum Content: Sendable {
    case disk
    case text(String)
    /// The standard input, a pipe: it can be read once.
    case stream
  }

  /// As messages call it: the argument as it was given, and the path below it.
  var name: String
  /// The whole path; its folders may tell the account, the region and the command.
  var path: String
  var content: Content = .disk
  /// Whether the user named the file itself: then it is read whatever its name.
  var isNamed = false

  /// The name of the file in its folder.
  var lastName: Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] }
      ?? path[...]
  }

  /// Whether it is the list of failed calls that scripts/export-account leaves.
  var isErrorsFile: Bool { lastName == "errors.tsv" }

  /// Whether its name says that it holds JSON.
  var isNamedJSON: Bool { [".json", ".jsonl", ".ndjson"].contains { path.endsWith($0) } }

  /// The account and the region whose folders it lies in.
  var place: Place { Place(path: path) }

  /// The names below the folder of a command, percent-decoded and without `.json`:
  /// `…/list-targets-by-rule/orders/ship%20it.json` gives `orders` and `ship it`.
  ///
  /// The folder's name is the operation, or ends with it (`events-list-targets-by-rule`).
  func names(below command: String) -> [String] {
    let parts = path.pathParts
    let ending = "-" + command
    guard
      let folder = parts.dropLast().lastIndex(where: { $0 == command || $0.endsWith(ending) })
    else { return [] }
    return parts[(folder + 1)...].enumerated().map { i, part in
      let isFile = folder + 1 + i == parts.count - 1
      let stem = String(isFile && part.endsWith(".json") ? part.dropLast(5) : part)
      return percentDecoded(stem) ?? stem
    }
  }
}

extension StringProtocol {
  /// Whether the text ends with these bytes.
  func endsWith(_ ending: String) -> Bool {
    utf8.count >= ending.utf8.count && utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }
}

extension String {
  /// The names between the slashes of a path.
  var pathParts: [Substring] {
    var borders = [-1]
    var native = self
    native.withUTF8 { bytes in
      for i in bytes.indices where bytes[i] == UInt8(ascii: "/") { borders.append(i) }
      borders.append(bytes.count)
    }
    var parts: [Substring] = []
    parts.reserveCapacity(borders.count)
    for (start, end) in zip(borders, borders.dropFirst()) where end > start + 1 {
      parts.append(
        native[
          native.utf8.index(
            native.startIndex, offsetBy: start + 1)..<native.utf8.index(
              native.startIndex, offsetBy: end)])
    }
    return parts
  }
}

/// Whose a file is, as far as its path tells.
struct Place: Hashable, Sendable {
  var account: String?
  var region: String?

  init(account: String? = nil, region: String? = nil) {
    self.account = account
    self.region = region
  }

  /// The nearest folder of twelve digits is the account, the nearest below it that looks like a region the region.
  init(path: String) {
    for folder in path.pathParts.dropLast().reversed() {
      if isAccount(folder) {
        account = String(folder)
        return
      }
      if region == nil, isRegion(folder) { region = String(folder) }
    }
  }
}

/// Whether a text is an account number.
func isAccount(_ text: some StringProtocol) -> Bool {
  text.utf8.count == 12 && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
}

/// Whether a text looks like a region: `ap-northeast-1`, `us-gov-west-1`.
func isRegion(_ text: some StringProtocol) -> Bool {
  guard text.utf8.dropFirst(2).first == UInt8(ascii: "-") else { return false }
  let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  guard parts.count >= 3, parts[0].count == 2, let number = parts.last, number.count == 1,
    number.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
  else { return false }
  return parts.dropLast().allSatisfy { part in
    !part.isEmpty && part.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
  }
}

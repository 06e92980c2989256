import Findings

/// Puts names in the place of ARNs in a sentence, where the reader knows account and region anyway.
enum ShortNames {
  /// The sentence with the ARNs of roles, policies, task definitions and the like as names between backticks.
  ///
  /// An ARN of another account or region stays: that may be what is wrong. So does one that is a pattern, and one that
  /// stands between backticks already.
  static func naming(_ text: String, in finding: Finding) -> String {
    var out = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "arn:")?.lowerBound {
      let end = rest[start...].firstIndex { !isPart($0) } ?? rest.endIndex
      let word = rest[start..<end]
      let arn = word[..<(word.lastIndex { !".,:;!?".contains($0) }.map(word.index(after:)) ?? end)]
      let isAlone =
        rest[..<start].last.map { !isPart($0) && $0 != "`" && $0 != "…" } ?? (out.last != "`")
      out += rest[..<start]
      if isAlone, let name = name(String(arn), in: finding) {
        out += "`\(name)`"
      } else {
        out += arn
      }
      rest = rest[arn.endIndex...]
    }
    return out + rest
  }

  private static func name(_ arn: String, in finding: Finding) -> String? {
    let name = SubjectName(arn)
    let isHere =
      name.account == finding.account && (name.region.isEmpty || name.region == finding.region)
    guard name.kind != "resource", isHere, !name.name.isEmpty,
      !name.name.contains(where: { "*?$".contains($0) })
    else { return nil }
    return name.name
  }

  /// Whether an ARN of the kinds that are named may hold it: what names of roles, policies and task definitions hold.
  private static func isPart(_ character: Character) -> Bool {
    guard character.isASCII else { return false }
    return character.isLetter || character.isNumber || ":/+=,.@_-*?$#".contains(character)
  }
}

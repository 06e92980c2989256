/// What was found out in a container that runs on a host: the folder `containers/NAME`.
struct ContainerEvidence {
  /// What the agent calls it, `ecs-FAMILY-REVISION-CONTAINER`, without the hash that tells tasks apart.
  let name: String

  /// nil where the name is none that Docker allows.
  init?(name: String) {
    guard name.utf8.count <= 600,
      name.utf8.allSatisfy({ isLetter($0) || isDigit($0) || [0x2D, 0x2E, 0x5F].contains($0) })
    else { return nil }
    guard let dash = name.lastIndex(of: "-") else {
      self.name = name
      return
    }
    let end = name[name.index(after: dash)...]
    let isHash = end.utf8.count >= 16 && end.allSatisfy(\.isHexDigit)
    self.name = isHash ? String(name[..<dash]) : name
  }

  /// Which processes have the variable that leads to the credentials: lines of process id, name, `yes` or `no`.
  func environment(_ text: String) -> [Aspect] {
    var first: Bool?
    var others: Set<Bool> = []
    for line in text.split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3, fields[2] == "yes" || fields[2] == "no" else { continue }
      if fields[0] == "1" { first = fields[2] == "yes" } else { others.insert(fields[2] == "yes") }
    }
    guard let first else { return [] }
    var body = CanonicalObject()
    body.set("first", canonical: first ? "true" : "false")
    if !others.isEmpty { body.set("others", canonical: others.contains(false) ? "false" : "true") }
    return [Aspect(name: "environment:" + name, body: body.text)]
  }

  /// Which AWS SDKs are installed: lines as pip, npm, gem and the AWS CLI print them.
  func kits(_ text: String) -> [Aspect] {
    var body = CanonicalObject()
    for line in text.split(whereSeparator: \.isNewline) {
      if let kit = DevelopmentKit(line: line) { body.set(kit.name, text: kit.version) }
    }
    return body.isEmpty ? [] : [Aspect(name: "sdk:" + name, body: body.text)]
  }
}

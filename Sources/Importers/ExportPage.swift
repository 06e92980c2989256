import JSON

/// One output of an AWS command, or a page of a long one, as an importer reads it.
struct ExportPage: Sendable {
  /// An object.
  var root: JSONNode
  var file: ExportFile
  /// Which of several outputs in the file.
  var output = 0

  /// Whether the top-level object has a member of that name, whatever its case.
  func has(_ name: String) -> Bool { root[caseBlind: name] != nil }

  /// The text of a top-level member.
  func text(_ name: String) -> String? { root[caseBlind: name]?.string }

  /// The first element of a top-level list.
  func first(of name: String) -> JSONNode? {
    root[caseBlind: name]?.elements.first { _ in true }
  }

  /// Whether the command that printed it says that there is more (`NextToken`, `Marker`, `IsTruncated`).
  var isCut: Bool {
    if root[caseBlind: "IsTruncated"]?.bool == true { return true }
    return ["NextToken", "Marker"].contains { text($0)?.isEmpty == false }
  }
}

/// What a page gave: an importer writes into it.
struct PageReading: Sendable {
  /// The command that printed the page; nil if no importer reads it.
  var command: String?
  var readings: [ResourceReading] = []
  var unplaced: [UnplacedReading] = []
  var facts: [CoverageFact] = []
  var notes: [ImportNote] = []
  /// The accounts that `sts get-caller-identity` named.
  var callers: [String] = []
  /// Whether the command says that there is more.
  var isCut = false
  var file: ExportFile
  var output = 0

  init(_ file: ExportFile) { self.file = file }

  /// Adds what an element says about the resource of an ARN.
  mutating func add(
    _ kind: ResourceKind, _ arn: ARN, line: Int, _ aspects: [Aspect]
  ) {
    readings.append(
      ResourceReading(
        kind: kind, arn: arn.text, account: arn.account, region: kind.isRegional ? arn.region : "",
        aspects: aspects, file: file.name, line: line))
  }

  /// Adds what an element says about a resource whose account, region or ARN the element does not tell.
  mutating func add(
    _ kind: ResourceKind, _ identity: UnplacedReading.Identity, id: String = "", line: Int,
    _ aspects: [Aspect]
  ) {
    unplaced.append(
      UnplacedReading(
        identity: identity,
        reading: ResourceReading(
          kind: kind, arn: id, account: "", region: "", aspects: aspects, file: file.name,
          line: line)))
  }

  /// Says which items a list call named.
  ///
  /// - Parameters:
  ///   - kind: the kind of the items.
  ///   - part: what the call was about: a bus, a cluster, a status.
  ///   - items: the ARNs, or ids, of the items that are to be described.
  ///   - sample: an ARN that tells the account and region; otherwise the path does.
  mutating func list(
    _ kind: ResourceKind, of part: String = "", _ items: [String], sample: ARN? = nil
  ) {
    let arn = sample ?? items.first.flatMap { ARN($0) }
    facts.append(
      CoverageFact(
        kind: kind,
        place: Place(account: arn?.account, region: kind.isRegional ? arn?.region : nil),
        event: .listed(part: part, items: items)))
  }

  /// Says that something of the kind is missing in the export.
  mutating func problem(_ kind: ResourceKind, _ why: String, at arn: ARN? = nil) {
    facts.append(
      CoverageFact(
        kind: kind,
        place: Place(account: arn?.account, region: kind.isRegional ? arn?.region : nil),
        event: .problem(why)))
  }

  /// Notes an item that cannot be read.
  mutating func error(_ node: JSONNode, _ text: String, hint: String? = nil) {
    notes.append(
      ImportNote(
        severity: .error, file: file.name, line: node.line, pointer: node.pointer, text: text,
        hint: hint))
  }

  mutating func note(_ node: JSONNode, _ text: String, hint: String? = nil) {
    notes.append(
      ImportNote(
        severity: .note, file: file.name, line: node.line, pointer: node.pointer, text: text,
        hint: hint))
  }

  /// The elements of a top-level list with their lines; a note if it is there and no list.
  mutating func elements(of page: ExportPage, _ name: String) -> [(node: JSONNode, line: Int)] {
    guard let list = page.root[caseBlind: name], !list.isNull else { return [] }
    guard list.isArray else {
      error(list, "\(name) is not a list", hint: "export this again with --output json")
      return []
    }
    return Array(zip(list.elements, list.elementLines))
  }

  /// The ARN of an element, of the expected service; a note if there is none.
  mutating func arn(
    of node: JSONNode, _ name: String, service: String, resource prefix: String
  ) -> ARN? {
    guard let member = node[caseBlind: name] else {
      error(node, "\(name) is missing", hint: "export this again without --query")
      return nil
    }
    return arn(member, service: service, resource: prefix)
  }

  /// The ARN that a value is, of the expected service; a note if it is none.
  mutating func arn(_ node: JSONNode, service: String, resource prefix: String) -> ARN? {
    guard let text = node.string, let arn = ARN(text), arn.service == service,
      arn.hasResource(prefix)
    else {
      error(
        node,
        "\(node.string.map { "“\(Redaction.excerpt($0))”" } ?? "this") is not an ARN like "
          + "arn:aws:\(service):…:\(prefix)…")
      return nil
    }
    return arn
  }
}

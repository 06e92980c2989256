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

  /// Where the command that printed it says that there is more; nil if it does not.
  var cut: JSONNode? {
    if let token = ["NextToken", "Marker"].first(where: { text($0)?.isEmpty == false }) {
      return root[caseBlind: token]
    }
    return root[caseBlind: "IsTruncated"].flatMap { $0.bool == true ? $0 : nil }
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
  /// That the command says that there is more; an error unless another output goes on.
  var cut: ImportNote?
  /// What the export itself tells to be missing in it: the run is incomplete, but no file is bad.
  var gaps: [ImportNote] = []
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

  /// Says that the file could not be read, which leaves incomplete what its importer tells of.
  mutating func isUnread(by importer: (any Importer)?) {
    for kind in importer?.kinds ?? [] { problem(kind, "\(file.name) could not be read") }
  }

  /// Notes an item that cannot be read; the hint is to export it again unless there is a better one.
  mutating func error(_ node: JSONNode, _ text: String, hint: String? = nil) {
    notes.append(note(.error, node, text, hint: hint ?? exportAgain))
  }

  mutating func note(_ node: JSONNode, _ text: String, hint: String) {
    notes.append(note(.note, node, text, hint: hint))
  }

  /// Notes that something of the kind is missing in the export, as the export itself says.
  mutating func gap(
    _ kind: ResourceKind, _ node: JSONNode, _ text: String, why: String, at arn: ARN? = nil,
    hint: String
  ) {
    gaps.append(note(.error, node, text, hint: hint))
    problem(kind, why, at: arn)
  }

  func note(
    _ severity: ImportNote.Severity, _ node: JSONNode, _ text: String, hint: String
  ) -> ImportNote {
    ImportNote(
      severity: severity, file: file.name, line: node.line, pointer: node.pointer, text: text,
      hint: hint)
  }

  /// What to do where the output is not what its command prints.
  private var exportAgain: String {
    "export it again, without --query: aws \(command ?? "…") --output json"
  }

  /// The elements of a top-level list with their lines; a note if it is there and no list.
  mutating func elements(of page: ExportPage, _ name: String) -> [(node: JSONNode, line: Int)] {
    list(of: page.root, name).map { Array(zip($0.elements, $0.elementLines)) } ?? []
  }

  /// A member that is a list; nil if it is not there, and with a note if it is something else.
  mutating func list(of node: JSONNode, _ name: String) -> JSONNode? {
    guard let list = node[caseBlind: name] else { return nil }
    guard list.isArray else {
      error(list, "\(name) is not a list")
      return nil
    }
    return list
  }

  /// Notes each of these members that is there and no text; null counts as not printed.
  mutating func expectTexts(_ names: [String], of node: JSONNode) {
    for name in names {
      guard let member = node[caseBlind: name], !member.isNull, !member.isString else { continue }
      error(member, "\(name) is not a text")
    }
  }

  /// The texts that a list holds below that name, or itself; nil if it is not there or not of that form, with a note.
  mutating func texts(of node: JSONNode, _ name: String, _ member: String? = nil) -> [String]? {
    guard let list = list(of: node, name) else { return nil }
    var texts: [String] = []
    for element in list.elements {
      guard let text = (member.map { element[caseBlind: $0] } ?? element)?.string else {
        error(element, member.map { "\($0) is missing" } ?? "this is not a text")
        return nil
      }
      texts.append(text)
    }
    return texts
  }

  /// The ARN of an element, of the expected service; a note if there is none.
  mutating func arn(
    of node: JSONNode, _ name: String, service: String, resource prefix: String
  ) -> ARN? {
    guard let member = node[caseBlind: name] else {
      error(node, "\(name) is missing")
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

import Checks
import Findings
import JSON
import Parallel
import Store

/// Words recorded findings with the messages that their checks had then.
final class FindingWording {
  private let file: String
  private let language: String
  private let manifests: [Int64: String]
  private var texts: [Int64: FindingText] = [:]
  private var causes: [Int: Cause] = [:]

  /// Words findings of a store that were read together, in a language, `en` or `ja`.
  convenience init(_ store: Store, language: String) throws {
    self.init(store.location.name, try store.manifests(), language: language)
  }

  private init(_ file: String, _ manifests: [Int64: String], language: String) {
    self.file = file
    self.language = language
    self.manifests = manifests
  }

  /// Many findings in words, on all cores.
  static func all(
    _ recorded: [RecordedFinding], of store: Store, language: String
  ) throws -> [Finding] {
    let file = store.location.name
    let manifests = try store.manifests()
    return try stride(from: 0, to: recorded.count, by: atOnce).map { start in
      recorded[start..<min(start + atOnce, recorded.count)]
    }.mapInParallel { part in
      let wording = FindingWording(file, manifests, language: language)
      return try part.map(wording.finding)
    }.flatMap(\.self)
  }

  /// Each part reads the templates that it uses.
  private static let atOnce = 256

  /// A finding in words.
  ///
  /// - Throws: `StoreError` where what is recorded makes no sense.
  func finding(_ recorded: RecordedFinding) throws -> Finding {
    do {
      var evidence = JSONValue(try JSONDocument(text: recorded.state.evidence).root).object ?? [:]
      let subject = evidence["subject"]?.string ?? recorded.identity.subject
      let words = try text(recorded.manifest).text(
        code: recorded.state.code, evidence: evidence, locator: recorded.identity.locator)
      evidence["subject"] = nil
      let name = SubjectName(subject)
      return Finding(
        identity: recorded.identity, code: recorded.state.code, severity: recorded.state.severity,
        verdict: recorded.state.verdict, status: recorded.status, subject: subject,
        account: name.account, region: name.region, message: words.message,
        awsError: words.awsError, evidence: evidence, remediation: words.remediation,
        firstSeen: recorded.firstSeen, lastSeen: recorded.lastSeen,
        cause: try recorded.causes.map { cause in
          if let known = causes[cause.number] { return known }
          let told = try self.cause(cause)
          causes[cause.number] = told
          return told
        })
    } catch {
      throw StoreError.damaged(file, reason: "a recorded finding cannot be worded: \(error)")
    }
  }

  private func text(_ manifest: Int64) throws -> FindingText {
    if let text = texts[manifest] { return text }
    let text = try FindingText(manifest: manifests[manifest] ?? "{}", language: language)
    texts[manifest] = text
    return text
  }

  private func cause(_ recorded: RecordedCause) throws -> Cause {
    func value(_ text: String?) throws -> JSONValue? {
      try text.map { JSONValue(try JSONDocument(text: $0, depthLimit: 1024).root) }
    }
    let before = try value(recorded.before)
    let after = try value(recorded.after)
    let isOneSided = before == nil || after == nil
    let changes = isOneSided ? [] : JSONChange.between(before, after)
    return Cause(
      kind: recorded.kind, resource: recorded.resource, aspect: recorded.aspect,
      changes: changes, statements: Self.statements(of: changes, before, after),
      isGone: isOneSided && recorded.kind == .resource ? after == nil : nil)
  }

  /// The Sids of the statements in which something changed, by their pointers.
  private static func statements(
    of changes: [JSONChange], _ before: JSONValue?, _ after: JSONValue?
  ) -> [String: String] {
    var sids: [String: String] = [:]
    for change in changes {
      let path = change.pointer.split(separator: "/")
      guard path.count > 1, path[0] == "Statement", let index = Int(path[1]) else { continue }
      // What was not there before has its place in what is there now.
      let document = path.count == 2 && change.before == nil ? after : before
      guard let statements = document?["Statement"]?.array, statements.indices.contains(index)
      else { continue }
      sids["/Statement/\(index)"] = statements[index]["Sid"]?.string
    }
    return sids
  }
}

extension Finding {
  /// A finding without words, to be counted, also by suppressions if it is with its subject.
  init(unworded recorded: RecordedFinding, withSubject: Bool) throws {
    let evidence = withSubject ? try JSONDocument(text: recorded.state.evidence) : nil
    let subject = evidence?.root["subject"]?.string ?? recorded.identity.subject
    let name = SubjectName(subject)
    self.init(
      identity: recorded.identity, code: recorded.state.code, severity: recorded.state.severity,
      verdict: recorded.state.verdict, status: recorded.status, subject: subject,
      account: name.account, region: name.region, message: "", awsError: nil, evidence: [:],
      remediation: Remediation(text: ""), firstSeen: recorded.firstSeen,
      lastSeen: recorded.lastSeen, cause: recorded.causes.map { Cause(kind: $0.kind) })
  }
}

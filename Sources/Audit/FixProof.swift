public import Findings
public import JSON
public import Store

/// Tries changes of policies on a copy of what was imported, and looks at what becomes of all findings.
public struct FixProof {
  /// What a change comes to.
  public struct Outcome: Sendable {
    public var change: PolicyChange
    /// What the finding says then; `pass` where it is gone.
    public var verdict: Verdict
    /// What is worse then, or was not there before, in words.
    public var worse: [Finding]
    /// What else is mended by it.
    public var alsoMended: Int
    /// How many questions the checks asked.
    public var questions: Int

    /// Whether the finding passes, and nothing else is worse.
    public var isProven: Bool { verdict == .pass && worse.isEmpty }
  }

  private let copy: Store
  private let past: PastImport
  private let auditor: Auditor
  private let now: String
  private let before: Report

  /// Copies what was imported last into memory and audits it there by the checks of today; the store is only read.
  ///
  /// - Throws: `StoreError`.
  public init(
    of store: Store, now: String, auditor: (Store) throws -> Auditor
  ) throws {
    self.now = now
    past = try store.newestImport()
    copy = try store.inventory(of: past, now: now)
    self.auditor = try auditor(copy)
    before = try self.auditor.audit(nil, asOf: past).report
  }

  /// The finding as the checks of today see it; nil where they do not find it.
  public func finding(_ identity: FindingIdentity) -> Finding? {
    before.findings.first { $0.identity == identity && $0.isCurrent }
  }

  /// The document of a policy as it is now; nil where there is none, or it was not exported.
  ///
  /// - Throws: `StoreError`; `JSONError` where what is recorded makes no sense.
  public func present(_ target: PolicyChange.Target) throws -> JSONValue? {
    let place = Place(target, name: nil)
    return try copy.state(of: target.arn, kind: place.kind)?.aspects.first {
      $0.name == place.aspect
    }.map { JSONValue(try JSONDocument(text: $0.body).root) }
  }

  /// Makes a change, which takes the place of an earlier one of the same policy, and audits.
  ///
  /// - Returns: what it comes to; nil where the role or the policy was not exported.
  /// - Throws: `StoreError`.
  public func outcome(of change: PolicyChange, for identity: FindingIdentity) throws -> Outcome? {
    let place = Place(change.target, name: change.name)
    guard var state = try copy.state(of: change.target.arn, kind: place.kind),
      !state.aspects.isEmpty
    else { return nil }
    let text = change.document.canonical()
    state.aspects.removeAll { $0.name == place.aspect }
    state.aspects.append(
      (place.aspect, try JSONDocument(text: text).root.canonical(sortingTexts: true)))
    try copy.recordImport(at: now, tool: "rolecall fix") { recorder in
      try recorder.record(state)
      try recorder.finish(coverage: [], files: 0, notes: "[]")
    }
    let after = try auditor.audit(nil, asOf: past).report
    var known: [FindingIdentity: Finding] = [:]
    for finding in before.findings where finding.isCurrent { known[finding.identity] = finding }
    var worse: [Finding] = []
    var mended = known
    for finding in after.findings where finding.isCurrent {
      let old = mended.removeValue(forKey: finding.identity)
      if let old, old.verdict.rank >= finding.verdict.rank, old.severity >= finding.severity {
        continue
      }
      worse.append(finding)
    }
    let now = after.findings.first { $0.identity == identity && $0.isCurrent }
    return Outcome(
      change: change, verdict: now?.verdict ?? .pass, worse: worse,
      alsoMended: mended.keys.count { $0 != identity },
      questions: after.run.evaluated.values.reduce(0) {
        $0 + $1.pass + $1.fail + $1.conditional + $1.unknown
      })
  }

  /// Where the record keeps a policy.
  private struct Place {
    var kind = "role"
    var aspect: String

    init(_ target: PolicyChange.Target, name: String?) {
      switch target {
      case .inlinePolicy: aspect = "inline:\(name ?? "")"
      case .trustPolicy: aspect = "trust"
      case .managedPolicy: (kind, aspect) = ("policy", "document")
      }
    }
  }
}

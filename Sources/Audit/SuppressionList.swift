public import Findings
import IAM
import JSON

/// The suppressions that are in force for a run, as a file holds them.
public struct SuppressionList: Sendable {
  public private(set) var suppressions: [Suppression] = []
  /// What is no suppression: it counts as expired, and is said loudly.
  public private(set) var notes: [ReportedNote] = []

  /// No suppression at all.
  public init() {}

  /// Reads a file: `{"suppressions": [{"fingerprint": …, "owner": …, "reason": …, "until": …}, …]}`.
  ///
  /// An entry that is not as it is to be suppresses nothing, and neither does any of a file that is no JSON: an audit goes on, and its
  /// report says so.
  ///
  /// - Parameters:
  ///   - text: what the file holds; nil: it cannot be read.
  ///   - file: its name, for the notes.
  public init(text: String?, file: String) {
    guard let text else {
      notes.append(Self.note(file, nil, "it cannot be read, so nothing is suppressed"))
      return
    }
    do throws(JSONError) {
      let root = try JSONDocument(text: text).root
      guard let list = root["suppressions"], list.isArray, root.count == 1 else {
        notes.append(
          Self.note(
            file, root,
            "it is not `{\"suppressions\": [ … ]}` and no more, so nothing is suppressed"))
        return
      }
      for entry in list.elements {
        switch SuppressionEntry.read(entry) {
        case .success(let suppression): suppressions.append(suppression)
        case .failure(let error):
          notes.append(Self.note(file, entry, "\(error.reason): it counts as expired"))
        }
      }
    } catch {
      notes.append(Self.note(file, nil, "\(error): nothing is suppressed"))
    }
  }

  /// Takes suppressions as they were recorded.
  init(_ suppressions: [Suppression]) { self.suppressions = suppressions }

  private static func note(_ file: String, _ node: JSONNode?, _ text: String) -> ReportedNote {
    ReportedNote(
      isError: true, file: file, line: node?.line, pointer: node?.pointer, text: text,
      hint:
        "write `{\"fingerprint\": \"v1 …\", \"owner\": …, \"reason\": …, \"until\": \"2027-01-31\"}`, or `code` with `subject` and `account` as patterns; `rolecall suppress add` does it"
    )
  }

  /// Marks the findings that are suppressed, and says of each suppression what there is to say.
  ///
  /// - Parameters:
  ///   - findings: those of a run; what stands and is suppressed gets the status `suppressed`.
  ///   - day: the run's.
  ///   - accounts: what the run is about.
  ///   - former: the former ids of checks that were renamed, by their id.
  /// - Returns: those that are about these accounts, in the order of the file.
  func apply(
    to findings: inout [Finding], on day: Day, accounts: [String], former: [String: [String]]
  ) -> [ReportedSuppression] {
    var reported: [ReportedSuppression] = []
    // First those that last longest, so that a finding names the one that holds.
    let order = suppressions.indices.sorted {
      (suppressions[$1].until, $0) < (suppressions[$0].until, $1)
    }
    var counts = [Int](repeating: 0, count: suppressions.count)
    for index in order {
      let suppression = suppressions[index]
      let matcher = Matcher(suppression.target)
      for place in findings.indices where matcher.matches(findings[place], former) {
        let isOpen = findings[place].isCurrent || findings[place].status == .suppressed
        guard isOpen else { continue }
        counts[index] += 1
        guard day <= suppression.until, findings[place].isCurrent else { continue }
        findings[place].status = .suppressed
        findings[place].suppression = suppression
      }
    }
    for (index, suppression) in suppressions.enumerated() {
      let matcher = Matcher(suppression.target)
      guard counts[index] > 0 || accounts.contains(where: matcher.isAbout) else { continue }
      var remarks: [ReportedSuppression.Remark] = []
      if suppression.until < day {
        // Where another one has taken over, nothing counts again.
        let isReplaced =
          counts[index] > 0
          && !findings.contains { $0.isCurrent && matcher.matches($0, former) }
        if !isReplaced { remarks.append(.expired) }
      } else if suppression.until.number - day.number < 14 {
        remarks.append(.expiring)
      }
      if counts[index] == 0 { remarks.append(.matchesNothing) }
      if matcher.isBroad { remarks.append(.tooBroad) }
      reported.append(
        ReportedSuppression(suppression: suppression, findings: counts[index], remarks: remarks))
    }
    return reported
  }
}

/// Tells what a suppression is about.
private struct Matcher {
  private let fingerprint: String?
  private let code: String
  private let subject: Glob
  private let account: Glob

  init(_ target: Suppression.Target) {
    switch target {
    case .fingerprint(let text):
      fingerprint = text
      code = ""
      // The subject is its third word.
      let words = text.split(separator: " ")
      subject = Glob(literal: words.count > 2 ? String(words[2]) : "")
      account = Glob(literal: words.count > 2 ? SubjectName(String(words[2])).account : "")
    case .code(let code, let subject, let account):
      fingerprint = nil
      self.code = code
      self.subject = Glob(subject ?? "*")
      self.account = Glob(account ?? "*")
    }
  }

  func matches(_ finding: Finding, _ former: [String: [String]]) -> Bool {
    if let fingerprint {
      return finding.identity.fingerprint == fingerprint
        || former[finding.identity.check]?.contains { id in
          var identity = finding.identity
          identity.check = id
          return identity.fingerprint == fingerprint
        } == true
    }
    return finding.code == code && account.matches(finding.account)
      && (subject.matches(finding.subject) || subject.matches(finding.identity.subject))
  }

  func isAbout(_ other: String) -> Bool { account.matches(other) }

  /// Whether it names neither a subject nor an account.
  var isBroad: Bool { fingerprint == nil && subject.isAny && account.isAny }
}

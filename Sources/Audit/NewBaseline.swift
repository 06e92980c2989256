import Findings
import JSON
import Store

/// What a check that was revised finds for the first time, or no more, is its new baseline and no news: nothing happened to
/// the account.
struct NewBaseline {
  /// The former ids of checks that were renamed, by their id.
  let former: [String: [String]]
  /// The checks of which another revision did its work in the run before.
  private let revised: Set<String>
  private let before: Int64?

  /// Whether anything can be explained by it; else nobody need know the causes.
  var mayExplain: Bool { !revised.isEmpty }

  /// - Parameters:
  ///   - run: the run.
  ///   - other: the run that it is compared with; nil: the one before.
  ///   - store: where they are.
  /// - Throws: `StoreError`.
  init(of run: RunRecord, against other: RunRecord?, in store: Store) throws {
    let now = try store.revisions(in: run)
    var former: [String: [String]] = [:]
    for (id, revision) in now {
      let was = (try? JSONDocument(text: revision.manifest))?.root["was"]?.elements
      let ids = was?.compactMap(\.string) ?? []
      if !ids.isEmpty { former[id] = ids }
    }
    self.former = former
    guard let last = try other ?? store.run(before: run) else {
      before = nil
      revised = []
      return
    }
    before = last.number
    let then = try store.revisions(in: last)
    revised = Set(
      now.compactMap { id, revision in
        let earlier = ([id] + (former[id] ?? [])).compactMap { then[$0] }.first
        return earlier.map { $0.hash != revision.hash } == true ? id : nil
      })
  }

  /// Makes findings that only the revision of their check explains part of what was there before.
  ///
  /// Those that the check does not find any more are left out; the history of each tells what became of it.
  ///
  /// - Returns: a note for each check of which there were any.
  func settle(_ findings: inout [Finding], _ language: String) -> [ReportedNote] {
    guard let before, !revised.isEmpty else { return [] }
    var counts: [String: [FindingStatus: Int]] = [:]
    for index in findings.indices where isOfRevision(findings[index]) {
      counts[findings[index].identity.check, default: [:]][findings[index].status, default: 0] += 1
      if findings[index].status != .resolved {
        findings[index].status = .open
        findings[index].cause = []
      }
    }
    findings.removeAll { $0.status == .resolved && isOfRevision($0) }
    return counts.sorted { $0.key < $1.key }.map { check, counts in
      note(
        check, since: before, new: (counts[.new] ?? 0) + (counts[.reopened] ?? 0),
        changed: counts[.changed] ?? 0, gone: counts[.resolved] ?? 0, language)
    }
  }

  private func isOfRevision(_ finding: Finding) -> Bool {
    [.new, .reopened, .changed, .resolved].contains(finding.status)
      && revised.contains(finding.identity.check) && finding.cause.map(\.kind) == [.check]
  }

  private func note(
    _ check: String, since run: Int64, new: Int, changed: Int, gone: Int, _ language: String
  ) -> ReportedNote {
    let isJapanese = language == "ja"
    return ReportedNote(
      isError: false, file: check,
      text: isJapanese
        ? "このチェックは実行 \(run) の後に改訂されました。新たに検出 \(new) 件、内容の変化 \(changed) 件、検出されなくなったもの \(gone) 件は、アカウントの変化ではなく新しい基準です"
        : "the check was revised since run \(run): what it finds now and did not (\(new)), finds otherwise (\(changed)) or finds no more (\(gone)) is its new baseline and no news of the account",
      hint: isJapanese
        ? "それぞれの経過は rolecall history で確認できます" : "rolecall history tells what became of each")
  }
}

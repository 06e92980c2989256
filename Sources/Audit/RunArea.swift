import Findings
import Store

/// What a run is about: what its exports cover, and of their accounts also what no export ever covered.
///
/// A finding may be about something that only other things tell of: a cluster by its container instances, a rule by its absence.
struct RunArea {
  private let covered: Set<StoreScope>
  /// What any export covered.
  private let known: Set<StoreScope>
  private let accounts: Set<String>
  /// The accounts of which the record holds anything.
  private let all: Set<String>

  /// - Parameters:
  ///   - scopes: what the exports cover.
  ///   - read: the accounts of which anything was read, also what no coverage tells of: evidence of hosts; nil: all of the record.
  ///   - store: where it is recorded what was ever covered.
  /// - Throws: `StoreError`.
  init(scopes: [StoreScope], accounts read: [String]?, of store: Store) throws {
    covered = Set(scopes)
    known = try Set(store.currentCoverage().map(\.scope))
    all = try store.accounts()
    accounts = read.map { Set(scopes.map(\.account)).union($0) } ?? all
  }

  /// Whether nothing of the record is left out.
  var isAboutAll: Bool { known.isSubset(of: covered) && all.isSubset(of: accounts) }

  /// Tells areas apart that are about the same scopes and other accounts.
  var name: String { accounts.sorted().joined(separator: " ") }

  func includes(_ subject: String) -> Bool { isIncluded(scope(of: subject)) }

  private func isIncluded(_ scope: StoreScope) -> Bool {
    covered.contains(scope) || (!known.contains(scope) && accounts.contains(scope.account))
  }

  /// The scopes of subjects that no export ever covered, as what was not read completely.
  func unread(of subjects: [String]) -> [ScopeCoverage] {
    let scopes = Set(subjects.map(scope)).filter { !covered.contains($0) && isIncluded($0) }
    return scopes.map { ScopeCoverage(scope: $0, complete: false, count: 0) }
      .sorted {
        ($0.scope.account, $0.scope.region, $0.scope.kind)
          < ($1.scope.account, $1.scope.region, $1.scope.kind)
      }
  }

  private func scope(of subject: String) -> StoreScope {
    let name = SubjectName(subject)
    return StoreScope(account: name.account, region: name.region, kind: name.kind)
  }
}

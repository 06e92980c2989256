import Findings
import Store

/// That a run was about a part of its accounts only: what is open elsewhere is neither confirmed nor resolved by it.
struct PartialRun {
  /// How many failures are open in what was left out.
  private let open: Int
  private let kinds: [String]

  /// nil where the run was about all that was ever read of its accounts and regions.
  ///
  /// - Throws: `StoreError`.
  init?(_ run: RunRecord, in store: Store) throws {
    let judged: Set = [
      "state-machine", "rule", "schedule", "pipe", "service", "cluster", "task-definition", "role",
    ]
    let left = try store.scopesLeftOut(of: run).filter {
      judged.contains($0.scope.kind) || $0.open > 0
    }
    guard !left.isEmpty else { return nil }
    open = left.reduce(0) { $0 + $1.open }
    kinds = Set(left.map(\.scope.kind)).sorted()
  }

  func note(_ language: String) -> ReportedNote {
    let names = kinds.joined(separator: ", ")
    let isJapanese = language == "ja"
    var text =
      isJapanese
      ? "この実行はアカウントの一部だけを対象にしています。\(names) は今回エクスポートされていないため判定していません"
      : "the run is about a part of the account only: of the kinds \(names) nothing was exported this time, and nothing judged"
    if open > 0 {
      text +=
        isJapanese
        ? "。未解消の失敗 \(open) 件はそのまま残ります"
        : "; \(open) \(open == 1 ? "failure stays" : "failures stay") open there"
    }
    return ReportedNote(
      isError: false, file: "export", line: nil, pointer: nil, text: text,
      hint: isJapanese
        ? "すべてを判定するには、アカウントとリージョン全体をエクスポートするか、引数なしで rolecall audit を実行してください"
        : "export the whole account and region, or run `rolecall audit` without an export to judge all that was imported"
    )
  }
}

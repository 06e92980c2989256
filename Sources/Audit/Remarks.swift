import Findings
import JSON
import Store
import World

/// What a run has to say beside its findings: notes on what was read, and what was taken for granted.
struct Remarks {
  /// A kind of resource that an export did not hold, so that what an earlier one held was taken.
  struct Earlier {
    var account: String
    /// Empty for what has no region.
    var region: String
    var kind: String
    /// The time of that import, RFC 3339 UTC.
    var at: String
  }

  /// One region of one account.
  struct Area {
    var account: String
    var region: String
  }

  var notes: [ReportedNote]
  var accountsWithoutServiceControl: [String]
  /// Where a task definition without revision was taken for the latest that was exported.
  var assumedLatest: [Area]
  var earlier: [Earlier]
  /// Those of the file, in its order.
  var suppressions: [Suppression]
  /// The import whose inventory was audited, where that was not the newest.
  var asOf: PastImport?

  init(
    notes: [ReportedNote], accountsWithoutServiceControl: [String], assumedLatest: [Area],
    earlier: [Earlier], suppressions: [Suppression], asOf: PastImport?
  ) {
    self.notes = notes
    self.accountsWithoutServiceControl = accountsWithoutServiceControl
    self.assumedLatest = assumedLatest
    self.earlier = earlier
    self.suppressions = suppressions
    self.asOf = asOf
  }

  /// Reads what `canonical` wrote.
  init(_ text: String) {
    let root = (try? JSONDocument(text: text)).map { JSONValue($0.root) }
    func texts(_ value: JSONValue, _ name: String) -> String { value[name]?.string ?? "" }
    suppressions =
      (try? JSONDocument(text: text))?.root["suppressions"]?.elements.compactMap {
        try? SuppressionEntry.read($0).get()
      } ?? []
    notes = root?["notes"]?.array?.map(Self.note) ?? []
    accountsWithoutServiceControl =
      root?["accountsWithoutServiceControl"]?.array?.compactMap(\.string) ?? []
    assumedLatest =
      root?["assumedLatest"]?.array?.map {
        Area(account: texts($0, "account"), region: texts($0, "region"))
      } ?? []
    earlier =
      root?["earlier"]?.array?.map {
        Earlier(
          account: texts($0, "account"), region: texts($0, "region"), kind: texts($0, "kind"),
          at: texts($0, "at"))
      } ?? []
    asOf = root?["asOf"].map {
      PastImport(number: Int64($0["import"]?.int ?? 0), at: texts($0, "at"))
    }
  }

  func canonical() -> String {
    var value: [String: JSONValue] = [
      "notes": .array(notes.map(Self.value)),
      "accountsWithoutServiceControl": .array(accountsWithoutServiceControl.map(JSONValue.string)),
      "assumedLatest": .array(
        assumedLatest.map { ["account": .string($0.account), "region": .string($0.region)] }),
      "earlier": .array(
        earlier.map {
          [
            "account": .string($0.account), "region": .string($0.region),
            "kind": .string($0.kind), "at": .string($0.at),
          ]
        }),
    ]
    if let asOf {
      value["asOf"] = ["import": .number(String(asOf.number)), "at": .string(asOf.at)]
    }
    if !suppressions.isEmpty { value["suppressions"] = .array(suppressions.map(\.value)) }
    return JSONValue.object(value).canonical()
  }

  /// That the service control policies of an account are not known.
  static func noServiceControl(of account: String, _ language: String) -> String {
    language == "ja"
      ? "アカウント \(account) のサービスコントロールポリシーはエクスポートにないため、制限なしとみなしました"
      : "no service control policies of account \(account) were exported: none are assumed to apply"
  }

  /// What decisions rest on and an import did not hold, though an earlier one of the same account did.
  ///
  /// `all` are the scopes of the record, `scopes` those of the import.
  static func earlier(_ all: [ScopeImport], beside scopes: [StoreScope]) -> [Earlier] {
    let held = Set(scopes)
    let areas = Set(scopes.map { [$0.account, $0.region] } + scopes.map { [$0.account, ""] })
    return all.filter {
      names[$0.kind] != nil && areas.contains([$0.account, $0.region])
        && !held.contains(StoreScope(account: $0.account, region: $0.region, kind: $0.kind))
    }.map { Earlier(account: $0.account, region: $0.region, kind: $0.kind, at: $0.at) }
  }

  /// The kinds that decisions about something else rest on.
  private static let names = [
    "role": ("roles", "ロール"), "policy": ("managed policies", "管理ポリシー"),
    "organization": ("policies of the organization", "組織のポリシー"),
    "task-definition": ("task definitions", "タスク定義"), "cluster": ("clusters", "クラスター"),
    "container-instance": ("container instances", "コンテナインスタンス"),
  ]

  /// The assumptions in words.
  func assumptions(_ language: String) -> [String] {
    let isJapanese = language == "ja"
    let control = accountsWithoutServiceControl.map { Self.noServiceControl(of: $0, language) }
    let latest = assumedLatest.map {
      isJapanese
        ? "アカウント \($0.account) の \($0.region) の ACTIVE なタスク定義の一覧はエクスポートにないため、エクスポートされた中で最も新しいリビジョンを最新とみなしました"
        : "no list of the ACTIVE task definitions of account \($0.account) in \($0.region) was exported: the latest revision exported is taken for the latest"
    }
    let used = earlier.map { item in
      let name = Self.names[item.kind] ?? (item.kind, item.kind)
      let place = item.region.isEmpty ? "" : isJapanese ? " の \(item.region)" : " in \(item.region)"
      return isJapanese
        ? "アカウント \(item.account)\(place) の\(name.1)は今回エクスポートされていないため、\(item.at) に取り込んだものを使いました"
        : "the \(name.0) of account \(item.account)\(place) were not exported this time: those imported at \(item.at) were used"
    }
    let past = asOf.map {
      isJapanese
        ? "インベントリーは、取り込み \($0.number) が \($0.at) に読み取った時点のものです。チェックは現在のものです"
        : "the inventory is as import \($0.number) read it at \($0.at); the checks are today's"
    }
    return [past].compactMap(\.self) + control + latest + used
  }

  static func value(of note: ReportedNote) -> JSONValue {
    [
      "error": .bool(note.isError), "file": .string(note.file),
      "line": note.line.map { .number(String($0)) } ?? .null, "pointer": JSONValue(note.pointer),
      "text": .string(note.text), "hint": JSONValue(note.hint),
    ]
  }

  static func note(_ value: JSONValue) -> ReportedNote {
    ReportedNote(
      isError: value["error"]?.bool ?? false, file: value["file"]?.string ?? "",
      line: value["line"]?.int, pointer: value["pointer"]?.string,
      text: value["text"]?.string ?? "", hint: value["hint"]?.string)
  }
}

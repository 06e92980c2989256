/// Concludes, for one region of one account, which kinds of resources were exported completely.
///
/// Complete means: every list call is there, its last page says that there is no more, every listed item was
/// described, and no call failed. Anything else is said in words that name the first few items.
struct CoverageConclusion {
  typealias Call = CoverageLedger.Call
  typealias Holding = CoverageLedger.Holding

  /// Something that was not exported.
  struct Gap {
    /// For the coverage, in words.
    var why: String
    /// Makes the run incomplete, where what was given shows the gap.
    ///
    /// That is so of a list that was cut off and of items of which only some were described. What was not exported at
    /// all has no note, nor has what was noted where it was read.
    var note: ImportNote?
  }

  var account: String
  var holdings: [ResourceKind: Holding]

  /// The kinds of which anything is known, with how many were read and what is missing.
  var all: [(kind: ResourceKind, count: Int, gaps: [Gap])] {
    var kinds = Set(holdings.keys.filter(\.isListed).map(\.scopeKind))
    // That there are no clusters says that there are no services.
    if let clusters = holdings[.cluster]?.calls[""], clusters.items.isEmpty {
      kinds.insert(.service)
    }
    return kinds.sorted().map { kind in
      let parts = holdings.keys.filter { $0.scopeKind == kind }.sorted()
      let counted: ResourceKind = kind == .organization ? .organizationPolicy : kind
      let problems = parts.flatMap { holdings[$0]?.problems ?? [] }
      return (
        kind, holdings[counted]?.isDescribed.count ?? 0, gaps(kind) + problems.map { Gap(why: $0) }
      )
    }
  }

  private func gaps(_ kind: ResourceKind) -> [Gap] {
    let holding = holdings[kind] ?? Holding()
    switch kind {
    case .role, .policy, .user, .group: return identityGaps(holding, kind)
    case .taskDefinition: return taskDefinitionGaps(holding)
    case .service: return memberGaps(holding, kind, "list-services")
    case .containerInstance: return memberGaps(holding, kind, "list-container-instances")
    case .rule: return ruleGaps(holding)
    case .organization: return organizationGaps()
    default:
      guard let call = holding.calls[""] else { return [Gap(why: "no list was exported")] }
      return cut(call) + undescribed([call], holding, kind)
    }
  }

  private func identityGaps(_ holding: Holding, _ kind: ResourceKind) -> [Gap] {
    if let details = holding.calls[IAMAccountAuthorizationDetails.part] {
      // Every account has roles of its services, so a list without any leaves roles out.
      let isFiltered = kind == .role && holding.isDescribed.isEmpty && details.cut == nil
      return cut(details) + (isFiltered ? [Gap(why: "no role was exported (--filter?)")] : [])
    }
    guard let list = holding.calls[""] else { return [Gap(why: "no list was exported")] }
    return cut(list) + undescribed([list], holding, kind)
  }

  /// Of each family the latest ACTIVE revision is what a family's name stands for, so these must be described.
  private func taskDefinitionGaps(_ holding: Holding) -> [Gap] {
    guard var active = holding.calls["ACTIVE"] else {
      return [Gap(why: "no list of ACTIVE revisions was exported")]
    }
    var latest: [Substring: (revision: Int, arn: String)] = [:]
    for arn in active.items {
      guard let colon = arn.lastIndex(of: ":"),
        let revision = Int(arn[arn.index(after: colon)...])
      else { continue }
      let family = arn[..<colon]
      if revision > latest[family]?.revision ?? -1 { latest[family] = (revision, arn) }
    }
    active.items = latest.values.map(\.arn)
    return cut(active) + undescribed([active], holding, .taskDefinition)
  }

  /// What is listed cluster by cluster, by that command.
  private func memberGaps(
    _ holding: Holding, _ kind: ResourceKind, _ command: String
  ) -> [Gap] {
    guard let clusters = holdings[.cluster]?.calls[""] else {
      return [
        Gap(
          why:
            "no list of clusters was exported, so it is not known whose \(kind.plural) are missing")
      ]
    }
    let names = clusters.items.map { Self.name($0) }
    var gaps = cut(clusters, "the list of clusters")
    gaps += unlisted(names, holding.calls, command, "clusters")
    let calls = holding.calls.sorted { $0.key < $1.key }
    gaps += calls.flatMap { cut($0.value, "the list of \(kind.plural) in \($0.key)") }
    return gaps + undescribed(calls.map(\.value), holding, kind)
  }

  private func ruleGaps(_ holding: Holding) -> [Gap] {
    guard !holding.calls.isEmpty else { return [Gap(why: "no list was exported")] }
    var gaps: [Gap] = []
    if let buses = holdings[.eventBus]?.calls[""] {
      gaps += cut(buses, "the list of event buses")
      gaps += unlisted(
        buses.items.map { Self.name($0) }, holding.calls, "list-rules", "event buses")
    }
    let calls = holding.calls.sorted { $0.key < $1.key }
    gaps += calls.flatMap { cut($0.value, "the list of rules of \($0.key)") }
    return gaps + undescribed(calls.map(\.value), holding, .rule)
  }

  private func organizationGaps() -> [Gap] {
    var gaps: [Gap] = []
    if holdings[.organization]?.isDescribed.isEmpty ?? true {
      gaps.append(Gap(why: "the organization was not described"))
    }
    let policies = holdings[.organizationPolicy] ?? Holding()
    let enabled = holdings[.organizationRoot]?.calls[""]?.items ?? []
    for type in Set(["SERVICE_CONTROL_POLICY"] + enabled).sorted()
    where policies.calls[type] == nil && policies.calls[""] == nil {
      gaps.append(Gap(why: "no list of policies of type \(type) was exported"))
    }
    let lists = policies.calls.sorted { $0.key < $1.key }.map(\.value)
    gaps += lists.flatMap { cut($0) }
    let described = Set(
      policies.isDescribed.filter(\.value).keys.map { Self.name($0, last: true) })
    gaps += missing(
      in: lists, "policies of the organization were listed but not described",
      described.isEmpty ? nil : "organizations describe-policy"
    ) { !described.contains($0) }
    let attached = holdings[.organizationAttachment]?.calls ?? [:]
    gaps += missing(
      in: lists, "policies were listed without what they are attached to",
      attached.isEmpty ? nil : "organizations list-targets-for-policy"
    ) { attached[$0] == nil }
    for (id, call) in attached.sorted(by: { $0.key < $1.key }) {
      gaps += cut(call, "the targets of \(id)")
    }
    return gaps + ancestryGaps()
  }

  /// A policy above an account is found by walking up its parents, so the walk must reach
  /// the root.
  private func ancestryGaps() -> [Gap] {
    let parents = (holdings[.organizationParent]?.calls ?? [:]).mapValues { $0.items.first ?? "" }
    let children = Set(parents.values).union([account])
    return children.filter { !$0.hasPrefix("r-") && parents[$0] == nil }.sorted().map {
      Gap(why: "the parent of \($0) was not exported")
    }
  }

  private func cut(_ call: Call, _ what: String = "the list") -> [Gap] {
    guard var note = call.cut else { return [] }
    let verb = what.hasPrefix("the targets") ? "were" : "was"
    note.text = "\(what) \(verb) cut off"
    return [Gap(why: note.text + " (NextToken)", note: note)]
  }

  private func undescribed(_ calls: [Call], _ holding: Holding, _ kind: ResourceKind) -> [Gap] {
    missing(
      in: calls, "\(kind.plural) were listed but not described",
      holding.isDescribed.values.contains(true) ? kind.describingCommand : nil
    ) { holding.isDescribed[$0] != true }
  }

  private func unlisted(
    _ names: [String], _ calls: [String: Call], _ command: String, _ what: String
  ) -> [Gap] {
    let names = Set(names)
    let without = names.filter { calls[$0] == nil }
    guard !without.isEmpty else { return [] }
    return [
      Gap(
        why: "\(command) was not exported for \(without.count) of \(names.count) \(what): "
          + Self.some(without))
    ]
  }

  /// The gap of listed items that are missing; a command is named where it was used for others.
  private func missing(
    in calls: [Call], _ what: String, _ command: String?, _ isMissing: (String) -> Bool
  ) -> [Gap] {
    let items = Set(calls.flatMap(\.items))
    let missing = items.filter(isMissing)
    guard !missing.isEmpty else { return [] }
    let names = missing.map { Self.name($0) }
    let why = "\(missing.count) of \(items.count) \(what): \(Self.some(names))"
    guard let command,
      let list = calls.first(where: { $0.items.contains(where: missing.contains) })
    else { return [Gap(why: why)] }
    return [
      Gap(
        why: why,
        note: ImportNote(
          severity: .error, file: list.file, text: why,
          hint: "export these, too: aws \(command) --output json"))
    ]
  }

  /// The first few names, sorted.
  private static func some(_ names: some Collection<String>) -> String {
    let first = names.sorted().prefix(5).joined(separator: ", ")
    return names.count > 5 ? first + ", …" : first
  }

  /// What a message calls an item: its name without the rest of the ARN.
  private static func name(_ item: String, last: Bool = false) -> String {
    guard let arn = ARN(item) else { return item }
    return last ? String(arn.name.split(separator: "/").last ?? arn.name) : String(arn.name)
  }
}

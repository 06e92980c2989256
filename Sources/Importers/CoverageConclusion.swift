/// Concludes, for one region of one account, which kinds of resources were exported completely.
///
/// Complete means: every list call is there, its last page says that there is no more, every listed item was
/// described, and no call failed. Anything else is said in words that name the first few items.
struct CoverageConclusion {
  typealias Holding = CoverageLedger.Holding

  var account: String
  var holdings: [ResourceKind: Holding]

  /// The kinds of which anything is known, with how many were read and what is missing.
  var all: [(kind: ResourceKind, conclusion: (count: Int, reasons: [String]))] {
    var kinds = Set(holdings.keys.map(\.scopeKind))
    // That there are no clusters says that there are no services.
    if let clusters = holdings[.cluster]?.calls[""], clusters.items.isEmpty {
      kinds.insert(.service)
    }
    return kinds.sorted().map { kind in
      let parts = holdings.keys.filter { $0.scopeKind == kind }.sorted()
      let counted: ResourceKind = kind == .organization ? .organizationPolicy : kind
      var reasons = self.reasons(kind)
      reasons += parts.flatMap { holdings[$0]?.problems ?? [] }
      return (kind, (holdings[counted]?.isDescribed.count ?? 0, reasons))
    }
  }

  private func reasons(_ kind: ResourceKind) -> [String] {
    let holding = holdings[kind] ?? Holding()
    switch kind {
    case .role, .policy, .user, .group: return identityReasons(holding, kind)
    case .taskDefinition: return taskDefinitionReasons(holding)
    case .service: return serviceReasons(holding)
    case .rule: return ruleReasons(holding)
    case .organization: return organizationReasons()
    default:
      guard let call = holding.calls[""] else { return ["no list was exported"] }
      return cut(call) + undescribed(call.items, holding, kind)
    }
  }

  private func identityReasons(_ holding: Holding, _ kind: ResourceKind) -> [String] {
    if let details = holding.calls[IAMAccountAuthorizationDetails.part] { return cut(details) }
    guard let list = holding.calls[""] else { return ["no list was exported"] }
    return cut(list) + undescribed(list.items, holding, kind)
  }

  /// Of each family the latest ACTIVE revision is what a family's name stands for, so these must be described.
  private func taskDefinitionReasons(_ holding: Holding) -> [String] {
    guard let active = holding.calls["ACTIVE"] else {
      return ["no list of ACTIVE revisions was exported"]
    }
    var latest: [Substring: (revision: Int, arn: String)] = [:]
    for arn in active.items {
      guard let colon = arn.lastIndex(of: ":"),
        let revision = Int(arn[arn.index(after: colon)...])
      else { continue }
      let family = arn[..<colon]
      if revision > latest[family]?.revision ?? -1 { latest[family] = (revision, arn) }
    }
    return cut(active) + undescribed(latest.values.map(\.arn), holding, .taskDefinition)
  }

  private func serviceReasons(_ holding: Holding) -> [String] {
    guard let clusters = holdings[.cluster]?.calls[""] else {
      return ["no list of clusters was exported, so it is not known whose services are missing"]
    }
    let names = clusters.items.map { Self.name($0) }
    var reasons = clusters.isCut ? ["the list of clusters was cut off"] : []
    reasons += unlisted(names, holding.calls, "list-services", "clusters")
    for (cluster, call) in holding.calls.sorted(by: { $0.key < $1.key }) where call.isCut {
      reasons.append("the list of services in \(cluster) was cut off (NextToken)")
    }
    return reasons + undescribed(holding.calls.values.flatMap(\.items), holding, .service)
  }

  private func ruleReasons(_ holding: Holding) -> [String] {
    guard !holding.calls.isEmpty else { return ["no list was exported"] }
    var reasons: [String] = []
    if let buses = holdings[.eventBus]?.calls[""] {
      if buses.isCut { reasons.append("the list of event buses was cut off (NextToken)") }
      reasons += unlisted(
        buses.items.map { Self.name($0) }, holding.calls, "list-rules", "event buses")
    }
    for (bus, call) in holding.calls.sorted(by: { $0.key < $1.key }) where call.isCut {
      reasons.append("the list of rules of \(bus) was cut off (NextToken)")
    }
    return reasons + undescribed(holding.calls.values.flatMap(\.items), holding, .rule)
  }

  private func organizationReasons() -> [String] {
    var reasons: [String] = []
    if holdings[.organization]?.isDescribed.isEmpty ?? true {
      reasons.append("the organization was not described")
    }
    let policies = holdings[.organizationPolicy] ?? Holding()
    let enabled = holdings[.organizationRoot]?.calls[""]?.items ?? []
    for type in Set(["SERVICE_CONTROL_POLICY"] + enabled).sorted()
    where policies.calls[type] == nil && policies.calls[""] == nil {
      reasons.append("no list of policies of type \(type) was exported")
    }
    reasons += policies.calls.sorted { $0.key < $1.key }.flatMap { cut($0.value) }
    let ids = Set(policies.calls.values.flatMap(\.items))
    let described = Set(
      policies.isDescribed.filter(\.value).keys.map { Self.name($0, last: true) })
    reasons += missing(
      ids.filter { !described.contains($0) }, of: ids.count,
      "policies of the organization were listed but not described")
    let attached = holdings[.organizationAttachment]?.calls ?? [:]
    reasons += missing(
      ids.filter { attached[$0] == nil }, of: ids.count,
      "policies were listed without what they are attached to")
    for (id, call) in attached.sorted(by: { $0.key < $1.key }) where call.isCut {
      reasons.append("the targets of \(id) were cut off (NextToken)")
    }
    return reasons + ancestryReasons()
  }

  /// A policy above an account is found by walking up its parents, so the walk must reach
  /// the root.
  private func ancestryReasons() -> [String] {
    let parents = (holdings[.organizationParent]?.calls ?? [:]).mapValues { $0.items.first ?? "" }
    let children = Set(parents.values).union([account])
    return children.filter { !$0.hasPrefix("r-") && parents[$0] == nil }.sorted().map {
      "the parent of \($0) was not exported"
    }
  }

  private func cut(_ call: CoverageLedger.Call) -> [String] {
    call.isCut ? ["the list was cut off (NextToken)"] : []
  }

  private func undescribed(
    _ items: [String], _ holding: Holding, _ kind: ResourceKind
  ) -> [String] {
    let items = Set(items)
    return missing(
      items.filter { holding.isDescribed[$0] != true }.map { Self.name($0) }, of: items.count,
      "\(kind.plural) were listed but not described")
  }

  private func unlisted(
    _ names: [String], _ calls: [String: CoverageLedger.Call], _ command: String, _ what: String
  ) -> [String] {
    let names = Set(names)
    let without = names.filter { calls[$0] == nil }
    guard !without.isEmpty else { return [] }
    return [
      "\(command) was not exported for \(without.count) of \(names.count) \(what): "
        + Self.some(without)
    ]
  }

  private func missing(
    _ names: some Collection<String>, of count: Int, _ what: String
  ) -> [String] {
    names.isEmpty ? [] : ["\(names.count) of \(count) \(what): \(Self.some(names))"]
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

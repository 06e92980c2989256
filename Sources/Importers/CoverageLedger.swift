/// What a page says about the completeness of an export.
struct CoverageFact: Sendable {
  enum Event: Sendable {
    /// A list call named these items; `part` is what it was about: a bus, a cluster, a status.
    case listed(part: String, items: [String])
    /// Something is missing, in words.
    case problem(String)
  }

  var kind: ResourceKind
  /// As far as the page tells.
  var place: Place
  var event: Event
}

/// Keeps account of what was listed and what was described, and concludes which scopes are complete.
struct CoverageLedger {
  struct Area: Hashable, Comparable {
    var account: String
    var region: String
    static func < (a: Self, b: Self) -> Bool {
      (a.account, a.region) < (b.account, b.region)
    }
  }

  /// The calls of one command about one thing; several files may be pages of it.
  struct Call {
    var items: [String] = []
    var file = ""
    var lastOutput = ""
    /// That its last output says that there is more.
    var cut: ImportNote?
  }

  /// What is known of one kind in one area.
  struct Holding {
    /// Whether each resource that was read was described, by its ARN.
    var isDescribed: [String: Bool] = [:]
    /// The list calls by what they were about.
    var calls: [String: Call] = [:]
    var problems: [String] = []
  }

  private(set) var areas: [Area: [ResourceKind: Holding]] = [:]
  private var cuts: [String: ImportNote] = [:]

  /// Enters a resource that was read.
  mutating func enter(_ reading: ResourceReading) {
    let describing = Self.describingAspect(reading.kind)
    let isDescribed = reading.aspects.contains { $0.name == describing }
    areas[Area(account: reading.account, region: reading.region), default: [:]][
      reading.kind, default: Holding()
    ].isDescribed[reading.arn, default: false] |= isDescribed
  }

  /// Enters what a page says; `output` tells the outputs of an export apart.
  mutating func enter(
    _ fact: CoverageFact, account: String, region: String, output: String, file: String
  ) {
    let area = Area(account: account, region: fact.kind.isRegional ? region : "")
    var holding = areas[area, default: [:]].removeValue(forKey: fact.kind) ?? Holding()
    switch fact.event {
    case .listed(let part, let items):
      holding.calls[part, default: Call()].items += items
      holding.calls[part]?.file = file
      holding.calls[part]?.lastOutput = output
    case .problem(let why):
      if !holding.problems.contains(why) { holding.problems.append(why) }
    }
    areas[area, default: [:]][fact.kind] = holding
  }

  /// Enters that a command said that there is more than this output.
  mutating func enter(_ cut: ImportNote, output: String) { cuts[output] = cut }

  /// The resources that were listed, and of which nothing else was read.
  func listedOnly() -> [ResourceReading] {
    var readings: [ResourceReading] = []
    for (area, holdings) in areas.sorted(by: { $0.key < $1.key }) {
      for kind in [
        ResourceKind.cluster, .containerInstance, .pipe, .schedule, .service, .stateMachine,
      ] {
        guard let holding = holdings[kind] else { continue }
        for (_, call) in holding.calls.sorted(by: { $0.key < $1.key }) {
          for arn in Set(call.items).sorted() where holding.isDescribed[arn] == nil {
            readings.append(
              ResourceReading(
                kind: kind, arn: arn, account: area.account, region: area.region, aspects: [],
                file: call.file, line: 1))
          }
        }
      }
    }
    return readings
  }

  /// What can be concluded: the coverage, sorted by scope, and notes on what is missing in what was given.
  func conclusion() -> (coverage: [Coverage], notes: [ImportNote]) {
    var coverage: [Coverage] = []
    var notes: [ImportNote] = []
    // The policies that AWS keeps belong to no account.
    for (area, holdings) in areas where isAccount(area.account) {
      let conclusion = CoverageConclusion(
        account: area.account, holdings: holdings.mapValues(settled))
      for (kind, count, gaps) in conclusion.all {
        coverage.append(
          Coverage(
            scope: Scope(account: area.account, region: area.region, kind: kind.rawValue),
            complete: gaps.isEmpty, count: count,
            why: gaps.isEmpty ? nil : gaps.map(\.why).joined(separator: "; ")))
        notes += gaps.compactMap(\.note)
      }
    }
    return (coverage.sorted { $0.scope < $1.scope }, notes)
  }

  /// The holding with its calls marked that were cut: those whose last output was.
  private func settled(_ holding: Holding) -> Holding {
    var holding = holding
    holding.calls = holding.calls.mapValues { call in
      var call = call
      call.cut = cuts[call.lastOutput]
      return call
    }
    return holding
  }

  /// The aspect that only the describing command prints.
  private static func describingAspect(_ kind: ResourceKind) -> String {
    switch kind {
    case .role: "tags"
    case .policy: "document"
    case .user, .group: "attached"
    case .taskDefinition, .stateMachine: "definition"
    case .cluster: "cluster"
    case .service: "service"
    case .containerInstance: "instance"
    case .accountSettings: "settings"
    case .machine: "machine"
    case .image: "image"
    case .subnet: "subnet"
    case .securityGroup: "security-group"
    case .routeTable: "routes"
    case .vpcEndpoint: "endpoint"
    case .secret: "secret"
    case .parameter: "parameter"
    case .host: "agent-config"
    case .billOfMaterials: "sdk"
    case .eventBus: "bus"
    case .rule: "targets"
    case .schedule, .pipe: "target"
    case .organization: "organization"
    case .organizationPolicy: "content"
    case .organizationAttachment: "targets"
    case .organizationParent: "parent"
    case .organizationRoot: "root"
    }
  }
}

extension Bool {
  fileprivate static func |= (a: inout Bool, b: Bool) { a = a || b }
}

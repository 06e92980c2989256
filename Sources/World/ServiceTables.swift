import GRDB
import JSON
import StatesLanguage
import Store

/// The statements that fill the world's tables on services, and on the settings of ECS.
struct ServiceTables {
  private let settings: BulkStatement
  private let services: BulkStatement
  private let starts: BulkStatement

  init(_ db: Database) throws {
    settings = try BulkStatement(db, sql: "INSERT INTO account_setting VALUES (?, ?, ?, ?)")
    services = try BulkStatement(db, sql: "INSERT INTO service VALUES (?, ?, ?, ?, ?, ?)")
    starts = try BulkStatement(
      db,
      sql: """
        INSERT INTO service_start VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
  }

  func service(_ service: Inventory.Resource, cluster: String?, wantsTasks: Bool?) throws {
    try services.run(
      service.id, service.arn, service.account, service.region, cluster, wantsTasks)
  }

  /// Writes what a service starts: by itself, or as one of its task sets.
  func start(
    of service: Inventory.Resource, _ locator: String, definition: String, _ task: TaskDefinition?,
    _ arguments: RunTaskArguments, _ runsOn: RunsOn, isBalanced: Bool
  ) throws {
    let network = arguments.network
    let tooNew = task.map { PlatformDemand.missing(in: arguments, of: $0) } ?? []
    try starts.run { row in
      row.bind(service.id)
      row.bind(locator)
      row.bind(definition)
      row.bind(task?.id)
      row.bind(runsOn.value)
      row.bind(runsOn.kind)
      row.bind(runsOn.why)
      row.bind(arguments.launchType.value)
      row.bind(Self.texts(arguments.capacityProviderStrategy.values.map(\.capacityProvider)))
      row.bind(arguments.platformVersion.value)
      row.bind(tooNew.isEmpty ? nil : tooNew.map(\.feature).joined(separator: ", "))
      row.bind(tooNew.map(\.version).max())
      row.bind(network.presence.kind == "absent" ? 0 : 1)
      row.bind(Self.texts(network.subnets.values))
      row.bind(Self.texts(network.securityGroups.values))
      row.bind(network.assignPublicIp.value)
      row.bind(isBalanced ? 1 : 0)
    }
  }

  private static func texts(_ values: [Scalar]) -> String {
    JSONValue.array(values.map { JSONValue($0.value) }).canonical()
  }

  func accountSetting(_ settings: Inventory.Resource, _ name: String, _ value: String) throws {
    try self.settings.run(settings.account, settings.region, name, value)
  }
}

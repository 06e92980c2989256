import GRDB
import Store

/// The statements that fill the world's tables on services, and on the settings of ECS.
struct ServiceTables {
  private let settings: BulkStatement
  private let services: BulkStatement

  init(_ db: Database) throws {
    settings = try BulkStatement(db, sql: "INSERT INTO account_setting VALUES (?, ?, ?, ?)")
    services = try BulkStatement(
      db, sql: "INSERT INTO service VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
  }

  func service(
    _ service: Inventory.Resource, cluster: String?, task: Int64?, _ runsOn: RunsOn,
    wantsTasks: Bool?
  ) throws {
    try services.run(
      service.id, service.arn, service.account, service.region, cluster, task, runsOn.value,
      runsOn.kind, runsOn.why, wantsTasks)
  }

  func accountSetting(_ settings: Inventory.Resource, _ name: String, _ value: String) throws {
    try self.settings.run(settings.account, settings.region, name, value)
  }
}

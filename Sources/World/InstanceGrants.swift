import IAM
import Store

/// Finds roles of container instances that allow more than the agent needs: whatever runs there without a role of its own has it.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
struct InstanceGrants {
  private let library: PolicyLibrary
  private let roles: RoleDirectory
  private let tables: InstanceTables

  init(_ library: PolicyLibrary, _ roles: RoleDirectory, _ tables: InstanceTables) {
    self.library = library
    self.roles = roles
    self.tables = tables
  }

  /// What the policy AmazonEC2ContainerServiceforEC2Role allows beside `ecs:Submit*`, in small letters.
  ///
  /// Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html
  private static let baseline: Set = [
    "ec2:describetags", "ecr:batchchecklayeravailability", "ecr:batchgetimage",
    "ecr:getauthorizationtoken", "ecr:getdownloadurlforlayer", "ecs:createcluster",
    "ecs:deregistercontainerinstance", "ecs:discoverpollendpoint", "ecs:listtagsforresource",
    "ecs:poll", "ecs:registercontainerinstance", "ecs:starttelemetrysession",
    "ecs:tagresource", "ecs:updatecontainerinstancesstate", "logs:createlogstream",
    "logs:putlogevents",
  ]

  /// Writes down which of these roles allow more, with what.
  ///
  /// A permissions boundary may take away what a policy gives, so of a role that has one nothing is said.
  func write(_ used: Set<Int64>) throws {
    guard !used.isEmpty else { return }
    for role in roles.all where used.contains(role.id) && role.boundaryIs == "absent" {
      var more: [String] = []
      for policy in try library.identity(of: role).all {
        for statement in policy.document?.statements ?? [] where statement.effect == .allow {
          let beyond =
            statement.notActions.isEmpty
            ? statement.actions.filter { !Self.isOfTheAgent($0) } : ["*"]
          for action in beyond where !more.contains(action) { more.append(action) }
        }
      }
      if !more.isEmpty { try tables.broadRole(role.id, more) }
    }
  }

  private static func isOfTheAgent(_ action: String) -> Bool {
    let action = action.lowercased()
    return baseline.contains(action) || action.hasPrefix("ecs:submit")
  }
}

import JSON

/// What an export holds that rolecall knows and does not read.
enum PassedOverExports {
  /// The members by which the outputs are known: networks, user data, settings, profiles, pipes.
  private static let members = [
    "InstanceId", "Subnets", "SecurityGroups", "RouteTables", "Vpcs",
    "VpcEndpoints", "NetworkInterfaces", "settings", "capacityProviders", "tasks", "taskArns",
    "families", "ScheduleGroups", "InstanceProfiles", "InstanceProfile", "AttachedPolicies",
    "PolicyNames", "PolicyVersion", "PolicyVersions",
    "PolicyDocument", "Users", "Groups", "User", "Group", "Pipes", "TargetParameters",
    "stateMachineVersions", "stateMachineAliases", "ContainerInstanceArn",
    "EnabledServicePrincipals",
    "OrganizationalUnits", "Accounts", "Children",
  ]

  /// Whether a page is such an output.
  static func include(_ page: ExportPage) -> Bool {
    if include(page.file) || members.contains(where: page.has) { return true }
    // iam get-policy, iam list-policies, events describe-event-bus, organizations list-policies-for-target
    if page.has("Policies") || page.root[caseBlind: "Policy"]?[caseBlind: "Arn"] != nil {
      return true
    }
    return page.text("Arn")?.contains(":event-bus/") == true
  }

  private static func holds(_ path: String, _ part: StaticString) -> Bool {
    var path = path
    return path.withUTF8 { bytes in
      let last = bytes.count - part.utf8CodeUnitCount
      guard last >= 0 else { return false }
      for i in 0...last where bytes[i] == part.utf8Start[0] && bytes[i + 1] == part.utf8Start[1] {
        if (2..<part.utf8CodeUnitCount).allSatisfy({ bytes[i + $0] == part.utf8Start[$0] }) {
          return true
        }
      }
      return false
    }
  }

  /// Whether a file is evidence of a host: it lies in `REGION/hosts`.
  static func isOfHost(_ file: ExportFile) -> Bool {
    // Every file of an export is asked, and hardly any lies there.
    holds(file.path, "/hosts/") && lies(file, in: "hosts")
  }

  /// Whether a file lies in `REGION/ec2` or `REGION/hosts`.
  static func include(_ file: ExportFile) -> Bool { isOfHost(file) || lies(file, in: "ec2") }

  private static func lies(_ file: ExportFile, in folder: String) -> Bool {
    let folders = file.path.pathParts.dropLast()
    return zip(folders, folders.dropFirst()).contains { outer, inner in
      inner == folder && isRegion(outer)
    }
  }
}

import JSON

/// What an export holds that rolecall knows and does not read.
enum PassedOverExports {
  /// The members by which the outputs are known: networks, attributes of machines, profiles.
  private static let members = [
    "InstanceId", "SecurityGroups", "Vpcs", "NetworkInterfaces",
    "capacityProviders", "tasks",
    "taskArns",
    "families", "ScheduleGroups", "InstanceProfiles", "InstanceProfile", "AttachedPolicies",
    "PolicyNames", "PolicyVersion", "PolicyVersions",
    "PolicyDocument", "Users", "Groups", "User", "Group", "stateMachineVersions",
    "stateMachineAliases", "EnabledServicePrincipals",
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

  /// Whether a file is about machines or networks: it lies in `REGION/ec2`.
  static func include(_ file: ExportFile) -> Bool {
    let folders = file.path.pathParts.dropLast()
    return zip(folders, folders.dropFirst()).contains { outer, inner in
      inner == "ec2" && isRegion(outer)
    }
  }
}

/// All importers, in the order in which they are asked.
enum ImporterList {
  static let all: [any Importer] = [
    // Thousands of files of an export are of these four, so they are asked first.
    ECSTaskDefinition(),
    StepFunctionsStateMachine(),
    EventsTargets(),
    SchedulerSchedule(),
    // Before the policies of an organization: both print "Policies", and only these have versions.
    IAMAccountAuthorizationDetails(),
    IAMRole(),
    IAMRoles(),
    ECSTaskDefinitions(),
    ECSClusterList(),
    ECSClusters(),
    // Before services: a bill of materials may list some, too.
    CycloneDX(),
    ECSServiceList(),
    ECSServices(),
    ECSContainerInstanceList(),
    ECSContainerInstances(),
    ECSAccountSettings(),
    EC2Instances(),
    EC2InstanceAttribute(),
    EC2Images(),
    EC2Subnets(),
    EC2SecurityGroups(),
    EC2RouteTables(),
    EC2Endpoints(),
    SecretList(),
    SSMParameters(),
    StepFunctionsStateMachines(),
    EventsEventBuses(),
    EventsRules(),
    EventsRule(),
    SchedulerSchedules(),
    PipesPipes(),
    PipesPipe(),
    OrganizationsOrganization(),
    OrganizationsRoots(),
    OrganizationsParents(),
    OrganizationsPolicyTargets(),
    OrganizationsPolicy(),
    OrganizationsPolicies(),
    // Last: three members that other outputs might have as well.
    STSCallerIdentity(),
  ]

  /// The importer that reads a page.
  static func importer(for page: ExportPage) -> (any Importer)? {
    all.first { $0.recognises(page) }
  }

  /// The importer of the command that a path of an export names: `ecs/list-services/main.json`,
  /// `global/iam-get-role.json`.
  static func importer(forPath path: String) -> (any Importer)? {
    let stems = path.split(separator: "/").map { $0.prefix { $0 != "." } }
    for (i, stem) in stems.enumerated() {
      for importer in all {
        let words = importer.command.split(separator: " ")
        if stem == words[0], stems.count > i + 1, stems[i + 1] == words[1] { return importer }
        if stem == "\(words[0])-\(words[1])" { return importer }
      }
    }
    return nil
  }
}

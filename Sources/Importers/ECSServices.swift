import JSON

/// `aws ecs list-services`: the ARNs of one cluster's services.
struct ECSServiceList: Importer {
  let command = "ecs list-services"
  let kinds: [ResourceKind] = [.service]

  func recognises(_ page: ExportPage) -> Bool { page.has("serviceArns") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    reading.listMembers(of: page, "serviceArns", .service, "service/", "list-services")
  }
}

extension PageReading {
  /// Says which services or container instances of one cluster a list names.
  ///
  /// The output names the cluster only in the ARNs, and in old ones not even there; then the path does:
  /// `list-services/CLUSTER.json`.
  mutating func listMembers(
    of page: ExportPage, _ name: String, _ kind: ResourceKind, _ prefix: String, _ command: String
  ) {
    var arns: [ARN] = []
    for (node, _) in elements(of: page, name) {
      if let arn = arn(node, service: "ecs", resource: prefix) { arns.append(arn) }
    }
    guard let cluster = page.cluster(of: arns.first, below: command) else {
      return error(
        page.root, "the output does not say which cluster's \(kind.plural) these are",
        hint: "name the file \(command)/CLUSTER.json")
    }
    list(kind, of: cluster, arns.map(\.text))
  }
}

extension ExportPage {
  /// The name of the cluster that a service or a container instance is of: as its ARN, the page or the path says.
  func cluster(of arn: ARN?, below command: String) -> String? {
    let named = arn?.resource.split(separator: "/") ?? []
    if named.count == 3 { return String(named[1]) }
    return (text("cluster") ?? file.names(below: command).first)
      .flatMap { $0.split(separator: "/").last.map(String.init) }
  }
}

/// `aws ecs describe-services`: up to ten services of one cluster.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
struct ECSServices: Importer {
  let command = "ecs describe-services"
  let kinds: [ResourceKind] = [.service]

  func recognises(_ page: ExportPage) -> Bool { page.has("services") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    for (node, line) in reading.elements(of: page, "services") {
      guard let arn = reading.arn(of: node, "serviceArn", service: "ecs", resource: "service/")
      else { continue }
      var body = CanonicalObject()
      Self.keepLaunch(node, in: &body)
      body.set("name", scalar: node[caseBlind: "serviceName"])
      body.set("cluster", scalar: node[caseBlind: "clusterArn"])
      for name in ["enableExecuteCommand", "propagateTags", "roleArn", "schedulingStrategy"] {
        body.set(name, scalar: node[caseBlind: name])
      }
      let sets = Self.taskSets(node)
      if !sets.isEmpty { body.set("taskSets", CanonicalList(sets)) }
      if let desired = node[caseBlind: "desiredCount"]?.int {
        body.set("desired", text: desired > 0 ? "some" : "none")
      }
      let volumes = Self.volumeRoles(node)
      if !volumes.isEmpty { body.set("volumeRoles", CanonicalList(set: volumes)) }
      reading.add(
        .service, arn, line: line,
        [Aspect(name: "service", body: body.text), Tags.aspect(of: node, into: &reading)]
          .compactMap(\.self))
    }
    reading.failures(of: page, .service)
  }

  /// Keeps what a service, or a task set of it, starts.
  private static func keepLaunch(_ node: JSONNode, in body: inout CanonicalObject) {
    for name in ["launchType", "platformVersion", "status", "taskDefinition"] {
      body.set(name, scalar: node[caseBlind: name])
    }
    body.set(
      "capacityProviderStrategy", node[caseBlind: "capacityProviderStrategy"], RunTaskFilter(),
      .strategy)
    body.set(
      "networkConfiguration", node[caseBlind: "networkConfiguration"], RunTaskFilter(), .network)
    if let balancers = node[caseBlind: "loadBalancers"], balancers.isArray, balancers.count > 0 {
      body.set("balanced", canonical: "true")
    }
  }

  /// The task sets of a service that is deployed from outside ECS, in an order that only they themselves decide.
  private static func taskSets(_ service: JSONNode) -> [CanonicalObject] {
    guard let sets = service[caseBlind: "taskSets"] else { return [] }
    return sets.elements.map { set in
      var body = CanonicalObject()
      keepLaunch(set, in: &body)
      return body
    }.sorted { precedes($0.text, $1.text) }
  }

  /// The roles with which ECS makes the volumes of a service's tasks.
  private static func volumeRoles(_ service: JSONNode) -> [String] {
    guard let deployments = service[caseBlind: "deployments"] else { return [] }
    return deployments.elements
      .compactMap { $0[caseBlind: "volumeConfigurations"] }.flatMap(\.elements)
      .compactMap { $0[caseBlind: "managedEBSVolume"]?[caseBlind: "roleArn"]?.string }
      .filter(Redaction.isARN)
  }
}

import JSON

/// `aws ecs list-services`: the ARNs of one cluster's services.
///
/// The output names the cluster only in the ARNs; the path does where there are none: `list-services/CLUSTER.json`.
struct ECSServiceList: Importer {
  let command = "ecs list-services"
  let kinds: [ResourceKind] = [.service]

  func recognises(_ page: ExportPage) -> Bool { page.has("serviceArns") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    var arns: [ARN] = []
    for (node, _) in reading.elements(of: page, "serviceArns") {
      if let arn = reading.arn(node, service: "ecs", resource: "service/") { arns.append(arn) }
    }
    let named = arns.first?.resource.split(separator: "/") ?? []
    let cluster =
      named.count == 3
      ? String(named[1])
      : (page.text("cluster") ?? page.file.names(below: "list-services").first)
        .flatMap { $0.split(separator: "/").last.map(String.init) }
    guard let cluster else {
      return reading.error(
        page.root, "the output does not say which cluster's services these are",
        hint: "name the file list-services/CLUSTER.json")
    }
    reading.list(.service, of: cluster, arns.map(\.text))
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
      body.set("name", scalar: node[caseBlind: "serviceName"])
      body.set("cluster", scalar: node[caseBlind: "clusterArn"])
      for name in [
        "enableExecuteCommand", "launchType", "platformVersion", "propagateTags", "roleArn",
        "schedulingStrategy", "status", "taskDefinition",
      ] { body.set(name, scalar: node[caseBlind: name]) }
      body.set(
        "capacityProviderStrategy", node[caseBlind: "capacityProviderStrategy"], RunTaskFilter(),
        .strategy)
      body.set(
        "networkConfiguration", node[caseBlind: "networkConfiguration"], RunTaskFilter(), .network)
      reading.add(.service, arn, line: line, [Aspect(name: "service", body: body.text)])
    }
    reading.failures(of: page, .service)
  }
}

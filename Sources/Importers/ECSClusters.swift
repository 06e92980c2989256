import JSON

/// `aws ecs list-clusters`: the ARNs of all clusters.
struct ECSClusterList: Importer {
  let command = "ecs list-clusters"
  let kinds: [ResourceKind] = [.cluster]

  func recognises(_ page: ExportPage) -> Bool { page.has("clusterArns") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    reading.list(
      .cluster,
      reading.elements(of: page, "clusterArns").compactMap {
        reading.arn($0.node, service: "ecs", resource: "cluster/")?.text
      })
  }
}

/// `aws ecs describe-clusters`: up to a hundred clusters.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html
struct ECSClusters: Importer {
  let command = "ecs describe-clusters"
  let kinds: [ResourceKind] = [.cluster]

  func recognises(_ page: ExportPage) -> Bool { page.has("clusters") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    for (node, line) in reading.elements(of: page, "clusters") {
      guard let arn = reading.arn(of: node, "clusterArn", service: "ecs", resource: "cluster/")
      else { continue }
      reading.add(.cluster, arn, line: line, aspects(node, &reading))
    }
    reading.failures(of: page, .cluster)
  }

  private func aspects(_ node: JSONNode, _ reading: inout PageReading) -> [Aspect] {
    var body = CanonicalObject()
    body.set("name", scalar: node[caseBlind: "clusterName"])
    body.set("status", scalar: node[caseBlind: "status"])
    if let list = node[caseBlind: "capacityProviders"], list.isArray {
      body.set("capacityProviders", CanonicalList(set: list.elements.compactMap(\.string)))
    }
    body.set(
      "defaultCapacityProviderStrategy", node[caseBlind: "defaultCapacityProviderStrategy"],
      RunTaskFilter(), .strategy)
    var aspects = [Aspect(name: "cluster", body: body.text)]
    if let count = node[caseBlind: "registeredContainerInstancesCount"]?.int {
      var capacity = CanonicalObject()
      capacity.set("containerInstances", text: count > 0 ? "some" : "none")
      aspects.append(Aspect(name: "capacity", body: capacity.text))
    }
    if let tags = Tags.aspect(of: node, into: &reading) { aspects.append(tags) }
    if let execute = node[caseBlind: "configuration"]?[caseBlind: "executeCommandConfiguration"] {
      var body = CanonicalObject()
      body.set("kmsKeyId", scalar: execute[caseBlind: "kmsKeyId"])
      body.set(
        "logConfiguration", of: execute[caseBlind: "logConfiguration"],
        [
          "cloudWatchEncryptionEnabled", "cloudWatchLogGroupName", "s3BucketName",
          "s3EncryptionEnabled",
        ])
      body.set("logging", scalar: execute[caseBlind: "logging"])
      aspects.append(Aspect(name: "execute-command", body: body.text))
    }
    return aspects
  }
}

extension PageReading {
  /// Notes the `failures` of an ECS describe call: items that were asked for and not described.
  mutating func failures(of page: ExportPage, _ kind: ResourceKind) {
    for (node, _) in elements(of: page, "failures") {
      let arn = node[caseBlind: "arn"]?.string ?? "an item"
      let reason = node[caseBlind: "reason"]?.string ?? "no reason given"
      gap(
        kind, node, "ECS did not describe \(Redaction.excerpt(arn)): \(reason)",
        why: "\(ARN(arn)?.name ?? "an item") was not described: \(reason)", at: ARN(arn),
        hint: "it may have been deleted since it was listed; export the list and this again")
    }
  }
}

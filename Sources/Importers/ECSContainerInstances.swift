import JSON

/// `aws ecs list-container-instances`: the ARNs of one cluster's container instances.
struct ECSContainerInstanceList: Importer {
  let command = "ecs list-container-instances"
  let kinds: [ResourceKind] = [.containerInstance]

  func recognises(_ page: ExportPage) -> Bool { page.has("containerInstanceArns") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    reading.listMembers(
      of: page, "containerInstanceArns", .containerInstance, "container-instance/",
      "list-container-instances")
  }
}

/// `aws ecs describe-container-instances`: up to a hundred machines of one cluster, as their agents registered them.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html
struct ECSContainerInstances: Importer {
  let command = "ecs describe-container-instances"
  let kinds: [ResourceKind] = [.containerInstance]

  func recognises(_ page: ExportPage) -> Bool { page.has("containerInstances") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    for (node, line) in reading.elements(of: page, "containerInstances") {
      guard
        let arn = reading.arn(
          of: node, "containerInstanceArn", service: "ecs", resource: "container-instance/")
      else { continue }
      let faults = reading.notes.count
      reading.expectTexts(["ec2InstanceId", "status"], of: node)
      let attributes = reading.list(of: node, "attributes")
      guard reading.notes.count == faults else { continue }
      var body = CanonicalObject()
      body.set("agentVersion", scalar: node[caseBlind: "versionInfo"]?[caseBlind: "agentVersion"])
      body.set("attributes", attributes.map { CanonicalList(set: Self.capabilities($0)) })
      body.set("capacityProviderName", scalar: node[caseBlind: "capacityProviderName"])
      body.set("cluster", text: page.cluster(of: arn, below: "describe-container-instances"))
      body.set("ec2InstanceId", scalar: node[caseBlind: "ec2InstanceId"])
      body.set("imageId", scalar: attributes.flatMap { Self.value(of: "ecs.ami-id", $0) })
      body.set("status", scalar: node[caseBlind: "status"])
      body.set("vpc", scalar: attributes.flatMap { Self.value(of: "ecs.vpc-id", $0) })
      body.set("zone", scalar: attributes.flatMap { Self.value(of: "ecs.availability-zone", $0) })
      var aspects = [Aspect(name: "instance", body: body.text)]
      if let isConnected = node[caseBlind: "agentConnected"]?.bool {
        // Apart from the rest: an agent reconnects several times an hour.
        var connection = CanonicalObject()
        connection.set("agentConnected", canonical: isConnected ? "true" : "false")
        aspects.append(Aspect(name: "connection", body: connection.text))
      }
      reading.add(.containerInstance, arn, line: line, aspects)
    }
    reading.failures(of: page, .containerInstance)
  }

  /// The names of the attributes that ECS itself defines: task definitions require no others.
  private static func capabilities(_ attributes: JSONNode) -> [String] {
    attributes.elements.compactMap { $0[caseBlind: "name"]?.string }.filter { name in
      ["com.amazonaws.ecs.capability.", "ecs.capability."].contains {
        name.utf8.starts(with: $0.utf8)
      }
    }
  }

  /// What the agent tells of its machine by an attribute.
  private static func value(of name: String, _ attributes: JSONNode) -> JSONNode? {
    attributes.elements.first { $0[caseBlind: "name"]?.string == name }?[caseBlind: "value"]
  }
}

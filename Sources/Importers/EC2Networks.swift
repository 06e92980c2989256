import JSON

/// `aws ec2 describe-subnets`: in which VPC and in which zone subnets are.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html
struct EC2Subnets: Importer {
  let command = "ec2 describe-subnets"
  let kinds: [ResourceKind] = [.subnet]

  func recognises(_ page: ExportPage) -> Bool { page.has("Subnets") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    reading.networks(of: page, "Subnets", .subnet, "SubnetId") { node in
      var body = CanonicalObject()
      body.set("vpc", scalar: node[caseBlind: "VpcId"])
      body.set("zone", scalar: node[caseBlind: "AvailabilityZone"])
      return Aspect(name: "subnet", body: body.text)
    }
  }
}

/// `aws ec2 describe-security-groups`: of which VPC security groups are.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
struct EC2SecurityGroups: Importer {
  let command = "ec2 describe-security-groups"
  let kinds: [ResourceKind] = [.securityGroup]

  func recognises(_ page: ExportPage) -> Bool { page.has("SecurityGroups") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    reading.networks(of: page, "SecurityGroups", .securityGroup, "GroupId") { node in
      var body = CanonicalObject()
      // The one that a VPC begins with; no other may be called so.
      if node[caseBlind: "GroupName"]?.string == "default" {
        body.set("default", canonical: "true")
      }
      body.set("vpc", scalar: node[caseBlind: "VpcId"])
      return Aspect(name: "security-group", body: body.text)
    }
  }
}

/// `aws ec2 describe-route-tables`: where packets that leave subnets go.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
struct EC2RouteTables: Importer {
  let command = "ec2 describe-route-tables"
  let kinds: [ResourceKind] = [.routeTable]

  func recognises(_ page: ExportPage) -> Bool { page.has("RouteTables") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    reading.networks(of: page, "RouteTables", .routeTable, "RouteTableId") { node in
      let associations = node[caseBlind: "Associations"].map { Array($0.elements) } ?? []
      let routes = node[caseBlind: "Routes"].map { Array($0.elements) } ?? []
      var body = CanonicalObject()
      if associations.contains(where: { $0[caseBlind: "Main"]?.bool == true }) {
        body.set("main", canonical: "true")
      }
      body.set(
        "subnets",
        CanonicalList(set: associations.compactMap { $0[caseBlind: "SubnetId"]?.string }))
      body.set("vpc", scalar: node[caseBlind: "VpcId"])
      body.set("ways", CanonicalList(set: routes.compactMap(Self.way)))
      return Aspect(name: "routes", body: body.text)
    }
  }

  /// Where a route leads: `internet` directly, `relay` through something that leads anywhere, `part` to some addresses; nil for a
  /// route within the VPC, to an endpoint, or to nowhere.
  private static func way(_ route: JSONNode) -> String? {
    let gateway = route[caseBlind: "GatewayId"]?.string ?? ""
    guard gateway != "local", route[caseBlind: "State"]?.string != "blackhole" else { return nil }
    let isToEndpoint =
      gateway.hasPrefix("vpce-") && route[caseBlind: "DestinationPrefixListId"] != nil
    if isToEndpoint { return nil }
    guard route[caseBlind: "DestinationCidrBlock"]?.string == "0.0.0.0/0" else { return "part" }
    return gateway.hasPrefix("igw-") ? "internet" : "relay"
  }
}

/// `aws ec2 describe-vpc-endpoints`: which services of AWS a VPC reaches by itself.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
struct EC2Endpoints: Importer {
  let command = "ec2 describe-vpc-endpoints"
  let kinds: [ResourceKind] = [.vpcEndpoint]

  func recognises(_ page: ExportPage) -> Bool { page.has("VpcEndpoints") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    reading.networks(of: page, "VpcEndpoints", .vpcEndpoint, "VpcEndpointId") { node in
      var body = CanonicalObject()
      body.set(
        "routeTables",
        CanonicalList(
          set: node[caseBlind: "RouteTableIds"]?.elements.compactMap(\.string) ?? []))
      body.set("service", scalar: node[caseBlind: "ServiceName"])
      body.set("state", scalar: node[caseBlind: "State"])
      body.set("type", scalar: node[caseBlind: "VpcEndpointType"])
      body.set("vpc", scalar: node[caseBlind: "VpcId"])
      return Aspect(name: "endpoint", body: body.text)
    }
  }
}

extension PageReading {
  /// Reads a list of parts of networks, which name themselves by an id.
  fileprivate mutating func networks(
    of page: ExportPage, _ list: String, _ kind: ResourceKind, _ id: String,
    _ aspect: (JSONNode) -> Aspect
  ) {
    for (node, line) in elements(of: page, list) {
      guard let name = node[caseBlind: id]?.string else {
        error(node, "\(id) is missing")
        continue
      }
      add(kind, .ofService("ec2", "\(kind.rawValue)/\(name)"), line: line, [aspect(node)])
    }
    self.list(kind, [])
  }
}

import JSON

/// `aws ec2 describe-instances`: which image and which instance profile machines have, and to whom their metadata answer.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
struct EC2Instances: Importer {
  let command = "ec2 describe-instances"
  let kinds: [ResourceKind] = [.machine]

  func recognises(_ page: ExportPage) -> Bool { page.has("Reservations") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    for (reservation, _) in reading.elements(of: page, "Reservations") {
      guard let list = reading.list(of: reservation, "Instances") else { continue }
      for node in list.elements {
        guard let id = node[caseBlind: "InstanceId"]?.string else {
          reading.error(node, "InstanceId is missing")
          continue
        }
        let profile = node[caseBlind: "IamInstanceProfile"]
        var body = CanonicalObject()
        body.set("imageId", scalar: node[caseBlind: "ImageId"])
        if let profile, !profile.isNull {
          guard
            let arn = reading.arn(of: profile, "Arn", service: "iam", resource: "instance-profile/")
          else { continue }
          body.set("instanceProfile", text: arn.text)
        }
        let metadata = node[caseBlind: "MetadataOptions"]
        body.set("metadataEndpoint", scalar: metadata?[caseBlind: "HttpEndpoint"])
        body.set("metadataHops", scalar: metadata?[caseBlind: "HttpPutResponseHopLimit"])
        body.set("metadataTokens", scalar: metadata?[caseBlind: "HttpTokens"])
        reading.add(
          .machine, .ofService("ec2", "instance/" + id), line: node.line,
          [Aspect(name: "machine", body: body.text)])
      }
    }
  }
}

/// `aws ec2 describe-instance-attribute --attribute userData`: what a machine sets up when it is launched.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html
struct EC2InstanceAttribute: Importer {
  let command = "ec2 describe-instance-attribute"
  let kinds: [ResourceKind] = [.machine]

  func recognises(_ page: ExportPage) -> Bool { page.has("InstanceId") && page.has("UserData") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    guard let id = page.text("InstanceId") else {
      return reading.error(page.root, "InstanceId is missing")
    }
    // Without user data there is an empty object.
    guard let value = page.root[caseBlind: "UserData"]?[caseBlind: "Value"], !value.isNull else {
      return
    }
    guard let bytes = value.string.flatMap(decodedBase64) else {
      return reading.error(value, "the user data is not base64")
    }
    reading.add(
      .machine, .ofService("ec2", "instance/" + id), line: page.root.line,
      [UserData.aspect(String(decoding: bytes, as: UTF8.self))])
  }
}

/// `aws ec2 describe-images`: what the images of machines are called, and whose they are.
///
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
struct EC2Images: Importer {
  let command = "ec2 describe-images"
  let kinds: [ResourceKind] = [.image]

  func recognises(_ page: ExportPage) -> Bool { page.has("Images") }

  func read(_ page: ExportPage, into reading: inout PageReading) {
    for (node, line) in reading.elements(of: page, "Images") {
      guard let id = node[caseBlind: "ImageId"]?.string else {
        reading.error(node, "ImageId is missing")
        continue
      }
      var body = CanonicalObject()
      body.set("name", scalar: node[caseBlind: "Name"])
      body.set("ownerAlias", scalar: node[caseBlind: "ImageOwnerAlias"])
      reading.add(
        .image, .ofService("ec2", "image/" + id), line: line,
        [Aspect(name: "image", body: body.text)])
    }
  }
}

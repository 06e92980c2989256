import IAM
import JSON
import Testing

/// Follows the documentation.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
@Suite("A policy document")
struct PolicyDecodingTests {
  func document(_ text: String) throws -> PolicyDocument {
    try PolicyDocument(JSONDocument(text: text).root, as: nil)
  }

  @Test("may have one statement instead of a list, and one text instead of several")
  func shapes() throws {
    let document = try document(
      """
      {"Statement": {"Sid": "A", "Effect": "Allow", "Action": "a:B", "NotResource": ["*"],
       "Condition": {"Bool": {"x:y": true}, "NumericEquals": {"x:z": [1, "2"]}}}}
      """)
    let statement = try #require(document.statements.first)
    #expect(document.version == "2008-10-17")
    #expect(statement.sid == "A")
    #expect(statement.actions == ["a:B"])
    #expect(statement.notResources == ["*"])
    #expect(statement.conditions.map(\.values) == [["true"], ["1", "2"]])
    #expect(document.diagnostics.isEmpty)
  }

  @Test(
    "is rejected as a whole for one illegal thing",
    arguments: [
      Vector("no object", "[]", ""),
      Vector("no statement", #"{"Version": "2012-10-17"}"#, ""),
      Vector("a version that is none", #"{"Version": "2012-10-18", "Statement": []}"#, "/Version"),
      Vector("a statement that is none", #"{"Statement": [1]}"#, "/Statement/0"),
      Vector(
        "an effect in capitals", #"{"Statement": {"Effect": "ALLOW", "Action": "*"}}"#,
        "/Statement/Effect"),
      Vector("no effect", #"{"Statement": [{"Action": "*"}]}"#, "/Statement/0"),
      Vector(
        "no action", #"{"Statement": [{"Effect": "Allow", "Resource": "*"}]}"#, "/Statement/0"),
      Vector(
        "two kinds of action",
        #"{"Statement": {"Effect": "Allow", "Action": "*", "NotAction": "*"}}"#,
        "/Statement"),
      Vector(
        "two kinds of resource",
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "NotResource": "*"}}"#,
        "/Statement"),
      Vector(
        "an empty list", #"{"Statement": {"Effect": "Allow", "NotAction": []}}"#,
        "/Statement/NotAction"),
      Vector(
        "a number for an action", #"{"Statement": {"Effect": "Allow", "Action": ["a:b", 1]}}"#,
        "/Statement/Action/1"),
      Vector(
        "a misspelt condition",
        #"{"Statement": [{"Effect": "Allow", "Action": "*", "Condtion": {}}]}"#,
        "/Statement/0/Condtion"),
      Vector(
        "a bare principal",
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Principal": "me"}}"#,
        "/Statement/Principal"),
      Vector(
        "a kind of principal",
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Principal": {"Aws": "*"}}}"#,
        "/Statement/Principal/Aws"),
      Vector(
        "a condition without keys",
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Condition": {"Bool": "true"}}}"#,
        "/Statement/Condition/Bool"),
      Vector(
        "an object for a value",
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Condition": {"Bool": {"a/b": {}}}}}"#,
        "/Statement/Condition/Bool/a~1b"),
    ])
  func rejection(vector: Vector<String, String>) throws {
    let error = #expect(throws: PolicyError.self) { try document(vector.input) }
    #expect(error?.pointer == vector.expected)
    #expect(error?.hint.isEmpty == false)
  }

  @Test("says the same of an illegal thing wherever it stands, and of the first one only")
  func firstFault() throws {
    let error = #expect(throws: PolicyError.self) {
      try document(
        """
        {"Statement": [
          {"Effect": "Allow", "Action": "a:b", "Principal": "*", "NotPrincipal": "*", "Resource": "*"},
          {"Sid": 1}
        ]}
        """)
    }
    #expect(error?.pointer == "/Statement/0")
    #expect(error?.reason == "the statement has both Principal and NotPrincipal")
  }

  @Test("takes the last of elements with the same name, and notes the others")
  func repetition() throws {
    let document = try document(
      #"""
      {"Statement": 1, "Statement": {"Effect": "Deny", "Effect": "Allow", "Act\u0069on": 1, "Action": "a:b",
       "Resource": "*", "Condition": {"Bool": 1, "Bool": {"x:y": {}, "x:y": "true"}}}}
      """#)
    let statement = try #require(document.statements.first)
    #expect(statement.effect == .allow)
    #expect(statement.actions == ["a:b"])
    #expect(statement.conditions.map(\.values) == [["true"]])
    #expect(
      document.diagnostics.map(\.pointer) == [
        "/Statement", "/Statement/Effect", "/Statement/Action", "/Statement/Condition/Bool",
        "/Statement/Condition/Bool/x:y",
      ])
  }

  @Test(
    "is noted for what never does what it says",
    arguments: [
      Vector("an unknown element", #""Comment": "x", "Statement": []"#, "/Comment"),
      Vector(
        "an unknown operator",
        #""Statement": [{"Effect": "Allow", "Action": "*", "Condition": {"StringIs": {"a": "b"}}}]"#,
        "/Statement/0/Condition/StringIs"),
      Vector(
        "a wildcard for the service",
        #""Statement": {"Effect": "Allow", "Action": ["a:b", "*:Get*"]}"#,
        "/Statement/Action/1"),
      Vector(
        "a wildcard in a principal",
        #""Statement": {"Effect": "Allow", "Action": "*", "Principal": {"AWS": "arn:aws:iam::1:role/*"}}"#,
        "/Statement/Principal/AWS"),
      Vector(
        "a bare resource",
        #""Statement": {"Effect": "Allow", "Action": "*", "Resource": "Runner"}"#,
        "/Statement/Resource"),
    ])
  func oddities(vector: Vector<String, String>) throws {
    let document = try document("{\(vector.input)}")
    #expect(document.diagnostics.map(\.pointer) == [vector.expected])
  }

  @Test(
    "is found in every form that AWS prints",
    arguments: [
      Vector("an object", #"{"Statement":[]}"#, true),
      Vector("its text", #""{\"Statement\":[]}""#, true),
      Vector("percent-encoded", #""%7B%22Statement%22%3A%5B%5D%7D""#, true),
      Vector("percent-encoded twice", #""%257B%2522Statement%2522%253A%255B%255D%257D""#, true),
      Vector("a number", "1", false),
      Vector("some text", #""Statement""#, false),
      Vector("the text of a list", #""[]""#, false),
      Vector("broken text", #""{\"Statement\":""#, false),
    ])
  func forms(vector: Vector<String, Bool>) throws {
    let node = try JSONDocument(text: vector.input).root
    let parsed = try? PolicyDocument.parse(node)
    #expect(parsed?.canonical() == (vector.expected ? #"{"Statement":[]}"# : nil))
  }

  @Test("keeps a plus sign")
  func plus() throws {
    let node = try JSONDocument(text: #""%7B%22Id%22%3A%22a+b%20c%22%7D""#).root
    #expect(try PolicyDocument.parse(node)["Id"]?.string == "a+b c")
  }
}

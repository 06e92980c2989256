import JSON

/// A program that a container begins with and that starts other processes.
struct ProcessStarter {
  /// The name of the container.
  let container: String
  let program: String
  /// Whether what it starts commonly does not get its environment.
  let scrubs: Bool

  /// Programs that start others with an environment of their own: supervisors, cron, login shells, inits.
  private static let scrubbing: Set<String> = [
    "cron", "crond", "init", "monit", "runit", "runsvdir", "s6-svscan", "sshd", "su", "sudo",
    "supervisord", "systemd",
  ]

  private static let wrappers = ["entrypoint.sh", "run.sh", "start.sh", "wrapper.sh"]

  /// Those of the containers of a task definition.
  static func all(of containers: JSONNode?) -> [ProcessStarter] {
    guard let containers else { return [] }
    return containers.elements.compactMap { container in
      let words = [container["entryPoint"], container["command"]].lazy.compactMap {
        $0?.elements.first { _ in true }?.string
      }
      guard let program = words.first, let name = container["name"]?.string else { return nil }
      let scrubs = scrubbing.contains(program)
      guard scrubs || wrappers.contains(where: program.hasSuffix) else { return nil }
      return ProcessStarter(container: name, program: program, scrubs: scrubs)
    }
  }
}

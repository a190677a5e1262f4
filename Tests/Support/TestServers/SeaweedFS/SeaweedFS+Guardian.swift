extension SeaweedFS {
    /// A shell that runs the server and tells its process id. When its stdin ends, because it is closed or because
    /// the process that held it is gone, it kills the server and removes what the server left behind. Its own stderr is
    /// given up early: nobody may be left to read it.
    private static let guardianScript = """
        trap '' INT TERM HUP PIPE
        scratch=$1 ports=$2
        shift 2
        exec 3<&0
        "$@" 3<&- </dev/null &
        server=$!
        echo "$server"
        { cat >/dev/null; kill -KILL "$server" 2>/dev/null; } <&3 3<&- >/dev/null 2>&1 &
        exec 3<&- >/dev/null 2>&1
        wait "$server"
        rm -rf "$scratch"
        for port in $ports; do rm -f /tmp/seaweedfs-*-"$port".sock; done
        """

    static func guardianArguments(scratch: ScratchDirectory, ports: SeaweedPorts, server: [String]) -> [String] {
        let portList = ports.all.map(String.init).joined(separator: " ")
        return ["-c", guardianScript, "sh", scratch.path, portList, "\(repositoryRoot)/.venv/bin/weed"] + server
    }
}

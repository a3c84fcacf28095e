using Router.Core.Trust;
using Router.Fleet.Tests.Ssh;

namespace Router.Ctl.Tests.Fleets;

/// <summary>
/// Routers r1 to rN behind one real sshd, each at an address of its own: a shell script each that keeps a document, commits with a window
/// and goes back by itself. Files in a router's folder make it misbehave.
/// </summary>
internal sealed class FleetLab : IDisposable
{
    private const string Script = """
        #!/bin/sh
        cd "$1" || exit 3
        eval "set -- $SSH_ORIGINAL_COMMAND"
        echo "$SSH_ORIGINAL_COMMAND" >> commands
        text() { sed 's/\\/\\\\/g; s/"/\\"/g' "$1" | awk '{ printf "%s\\n", $0 }'; }
        back() { cp before running; rm -f deadline comment; }
        failed() { printf '{"error":"%s","message":"%s","hint":null,"problems":[]}\n' "$1" "$2"; exit 1; }
        [ -e deadline ] && [ "$(date +%s)" -ge "$(cat deadline)" ] && back
        until=null said=null generation=$(cat generation)
        [ -e deadline ] && until="\"$(date -u -d @$(cat deadline) +%FT%TZ)\"" said="\"$(cat comment)\"" generation=null
        case "$1 $2" in
        "show configuration") printf '{"text":"%s"}\n' "$(text running)" ;;
        "show version")
            printf '{"product":"Router","hostname":"r","board":"vm","source":"lab","image":null,"kernel":"6","uptimeSeconds":1,'
            printf '"ready":true,"servicesReady":true,"configuration":{"generation":%s,"by":"admin",' "$generation"
            printf '"at":null,"comment":%s,"confirmBefore":%s,"notes":[]}}\n' "$said" "$until" ;;
        "lock "*) [ -e lock ] && [ "$(cat lock)" != "$2" ] && failed busy "busy: $(cat lock) holds it since 12:00:00"; echo "$2" > lock
            printf '{"held":true,"name":"%s","by":"admin","since":"2030-01-01T12:00:00Z","until":"2030-01-01T12:08:00Z"}\n' "$2" ;;
        "upgrade --offer") head -c "$(cat head)" > offered; [ -e refuse ] && failed invalid "it cannot"
            printf '{"slot":"b","image":"1.2.3","release":8,"size":1,"kept":1,"copied":0,"wanted":0,"ranges":[]}\n'
            cat > /dev/null; echo '{"slot":"b","image":"1.2.3","release":8,"received":0,"restarts":true}' ;;
        "backup -") [ -e broken ] && { echo "error: no room" >&2; exit 1; }; gzip -c running ;;
        "unlock "*) rm -f lock; echo '{"message":""}' ;;
        "show statement") [ -e unsigned ] && { echo "error: no command" >&2; exit 2; }
            serial=$(( $(cat serial 2>/dev/null || echo 0) + 1 )); echo $serial > serial
            confirmed=true; [ -e deadline ] && confirmed=false
            printf '{"kind":"router-statement","format":1,"serial":%s,' $serial > said
            printf '"time":"2030-01-01T12:00:00Z","bootId":"b","hostname":"r",' >> said
            printf '"document":"%s","confirmed":%s,' "$(sha256sum running | cut -d' ' -f1)" $confirmed >> said
            printf '"generation":%s,"confirmBefore":%s,"by":"admin","version":"0.1.0","board":"vm",' "$generation" "$until" >> said
            printf '"since":"2030-01-01T12:00:00Z","image":"2030.1"}' >> said
            printf '{"text":"%s","key":"%s",' "$(sed 's/"/\\"/g' said)" "$(text identity.pub)"
            [ -e lies ] && echo >> said
            printf '"signature":"%s"}\n' "$(openssl dgst -sha256 -sign identity.key said | base64 -w0)" ;;
        "show services") run=true; [ -e sick ] && [ -e deadline ] && run=false
            printf '{"services":[{"name":"dns","wanted":true,"running":%s,' $run
            echo '"processId":null,"forSeconds":null,"reason":"no port"}]}' ;;
        "show mesh") echo '{"meshes":[]}' ;;
        "set secret") cat > "secret-$3"; echo '{"message":""}' ;;
        "commit-file --dry-run") cat > offered; [ -e refuse ] && failed invalid "it cannot"; [ -e kill ] && kill -9 $(cat kill) && sleep 5
            echo '{"plan":["a","b"],"lostTotal":1,"lost":[],"kept":3,"advice":["mind the gap"]}' ;;
        "commit-file --confirm") cp running before; cat > running; echo $(( $(date +%s) + 60 * $3 )) > deadline; echo "$5" > comment
            printf '{"generation":null,"confirmBefore":"%s",' "$(date -u -d @$(cat deadline) +%FT%TZ)"
            echo '"plan":["a","b"],"advice":["mind the gap"],"milliseconds":2}' ;;
        "confirm --json") rm -f deadline comment; echo $(( $(cat generation) + 1 )) > generation
            printf '{"generation":%s,"confirmBefore":null,"plan":[],"advice":[],"milliseconds":2}\n' "$(cat generation)" ;;
        "rollback --json") back; echo '{"message":""}' ;;
        *) echo "no such verb: $1 $2" >&2; exit 2 ;;
        esac
        """;

    private readonly Sshd sshd;

    public FleetLab(int routers)
    {
        Count = routers;
        sshd = Sshd.Launch(prepare: sshd =>
        {
            File.WriteAllText(sshd["fleet-router"], Script.Replace("\r", "", StringComparison.Ordinal));
            File.SetUnixFileMode(sshd["fleet-router"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var numbers = Enumerable.Range(1, routers).ToList();
            File.AppendAllText(sshd["config"], "\n" + string.Concat(numbers.Select(n => $"ListenAddress 127.0.1.{n}:{sshd.Port}\n"))
                + string.Concat(numbers.Select(
                    n => $"Match LocalAddress 127.0.1.{n}\n  ForceCommand {sshd["fleet-router"]} {sshd[$"r{n}"]}\n")));
            foreach (var n in numbers)
            {
                Directory.CreateDirectory(sshd[$"r{n}"]);
                File.WriteAllText(Path.Combine(sshd[$"r{n}"], "running"), Old(n));
                File.WriteAllText(Path.Combine(sshd[$"r{n}"], "generation"), "4\n");
                MakeKey(sshd[$"r{n}"]);
            }
        });
        File.WriteAllText(sshd["known"], $"* {string.Join(' ', File.ReadAllText(sshd["host.pub"]).Split(' ')[..2])}\n");
        Write("t.yaml", "version: 1\nsystem:\n  hostname: ${name}\n  time-zone: ${zone}\n");
        Write("inventory.yaml", $$"""
            config: t.yaml
            user: root
            port: {{sshd.Port}}
            variables: { zone: Europe/Oslo }
            devices: { "r[1:{{routers}}]": { address: "127.0.1.${number}" } }
            """);
    }

    /// <summary>What a router signs its statements with.</summary>
    public static void MakeKey(string folder)
    {
        using var key = P256.Generate();
        File.WriteAllText(Path.Combine(folder, "identity.key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(Path.Combine(folder, "identity.pub"), key.PublicPem());
    }

    public int Count { get; }

    public int Port => sshd.Port;

    public RecordingTerminal Terminal { get; private set; } = new();

    public string this[string name] => sshd[name];

    public static string Old(int n) => $"version: 1\nsystem:\n  hostname: r{n}\n";

    public static string New(int n) => $"version: 1\nsystem:\n  hostname: r{n}\n  time-zone: Europe/Oslo\n";

    public string Running(int n) => File.ReadAllText(sshd[$"r{n}/running"]);

    public bool Waits(int n) => File.Exists(sshd[$"r{n}/deadline"]);

    public string Commands(int n) => File.Exists(sshd[$"r{n}/commands"]) ? File.ReadAllText(sshd[$"r{n}/commands"]) : "";

    public void Write(string name, string text) => File.WriteAllText(sshd[name], text);

    /// <summary>What every command of this fleet takes.</summary>
    public string[] Login =>
        ["--inventory", sshd["inventory.yaml"], "--identity", sshd["client"], "--known-hosts", sshd["known"], "--ssh-config", "none"];

    /// <summary>Options stand before what is run on devices.</summary>
    public Task<int> Run(params string[] args)
    {
        var words = Array.IndexOf(args, "--");
        return RunPlain(words < 0 ? [.. args, .. Login] : [.. args[..words], .. Login, .. args[words..]]);
    }

    public async Task<int> RunPlain(params string[] args)
    {
        Terminal = new();
        var code = await Terminal.RunAsync(Router.Ctl.Fleets.FleetCommands.Create, ["fleet", .. args]);
        Assert.True(code != Router.Ctl.Cli.ExitCode.Machine, Terminal.Error);
        return code;
    }

    public void Dispose() => sshd.Dispose();
}

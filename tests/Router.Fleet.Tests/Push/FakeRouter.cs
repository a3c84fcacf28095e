using System.Security.Cryptography;
using System.Text;
using Router.Api.Contract;
using Router.Core.Trust;
using Router.Documents;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Fleet.Tests.Push;

/// <summary>
/// A device as the push sees it: it keeps a configuration, commits with a window, goes back when nobody confirms. Its time
/// is <see cref="FakeClock"/>.
/// </summary>
internal sealed class FakeRouter(FakeClock clock) : IDeviceConnector
{
    private string before = "old\n";
    private TimeSpan? goesBack;
    private int generation = 4;
    private long serial;
    private ECDsa key = P256.Generate();

    public string Running { get; private set; } = "old\n";

    public string? Pending => goesBack is null ? null : Running;

    public List<string> Commands { get; } = [];

    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>A connection is refused while this says so.</summary>
    public Func<FakeRouter, ConnectException?> Connecting { get; set; } = _ => null;

    /// <summary>Done before a command; may break the connection.</summary>
    public Action<FakeRouter, string> Before { get; set; } = (_, _) => { };

    /// <summary>Done after a command, before its answer arrives.</summary>
    public Action<FakeRouter, string> After { get; set; } = (_, _) => { };

    /// <summary>What the push gets to see of an answer.</summary>
    public Func<string, CommandOutput, CommandOutput> Translate { get; set; } = (_, output) => output;

    /// <summary>What it makes of a document.</summary>
    public Func<string, string> Stores { get; set; } = text => text;

    /// <summary>What it remarks at a commit.</summary>
    public IReadOnlyList<string> Notes { get; set; } = [];

    /// <summary>Services that do not run.</summary>
    public Func<FakeRouter, IReadOnlyList<string>> Failing { get; set; } = _ => [];

    /// <summary>What it signs that it runs.</summary>
    public Func<FakeRouter, string> Signs { get; set; } = router => router.Running;

    /// <summary>Of the commit that runs.</summary>
    public string? Comment { get; set; }

    public Func<string, CommandOutput?> Answer { get; set; } = _ => null;

    public Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        Expire();
        return Connecting(this) is { } refusal ? throw refusal : Task.FromResult<IDeviceSession>(new Session(this));
    }

    /// <summary>As after a factory reset.</summary>
    public void ForgetKey() => (key, serial) = (P256.Generate(), 0);

    public void CommitOfAnother(string document)
    {
        Running = document;
        goesBack = clock.Elapsed + TimeSpan.FromMinutes(5);
    }

    private void Expire()
    {
        if (goesBack is not { } end || clock.Elapsed < end)
            return;
        Running = before;
        goesBack = null;
    }

    private CommandOutput Run(string command, string input)
    {
        Expire();
        Commands.Add(command);
        Before(this, command);
        var output = Answer(command) ?? Obey(command.Split(' '), input);
        After(this, command);
        return Translate(command, output);
    }

    private CommandOutput Obey(string[] words, string input)
    {
        switch (words)
        {
            case ["show", "configuration", "--json"]:
                return Good(new Response.Document(Running));
            case ["show", "version", "--json"]:
                return Good(new Response.Version("Router 0.1.0", "r", "vm", "lab", null, "6.1", 1.5, true, true,
                    new RunningStatus(goesBack is null ? generation : null, "admin", null, Comment, clock.Start + goesBack, [])));
            case ["show", "statement", "--json"]:
                return Good(Statement());
            case ["show", "services", "--json"]:
                return Good(new Response.Services(
                    [.. Failing(this).Select(name => new ServiceStatus(name, true, false, null, null, "no port"))]));
            case ["show", "mesh", "--json"]:
                return Good(new Response.Meshes([]));
            case ["commit-file", "--dry-run", "--json"]:
                return Good(new Response.Forecast(["a", "b"], 3, [], 1, []));
            case ["rollback", "--json"]:
                (Running, goesBack) = (before, null);
                return Good(new Response.Done(""));
            case ["set", "secret", var name, "--json"]:
                Secrets[name] = input;
                return Good(new Response.Done(""));
            case ["commit-file", "--confirm", var minutes, .., "--json"]:
                (before, Running) = (Running, Stores(input));
                goesBack = clock.Elapsed + TimeSpan.FromMinutes(int.Parse(minutes, null));
                return Good(new Response.Committed(null, clock.Start + goesBack, ["a", "b"], Notes, 2));
            case ["confirm", "--json"] when goesBack is null:
                return Failed(FailureKind.Machine, "no commit waits for its confirmation");
            case ["confirm", "--json"]:
                goesBack = null;
                return Good(new Response.Committed(++generation, null, [], [], 1));
            default:
                throw new InvalidOperationException(string.Join(' ', words));
        }
    }

    private Response.Statement Statement()
    {
        var text = new DeviceStatement
        {
            Kind = DeviceStatement.OfRouter,
            Format = DeviceStatement.Newest,
            Serial = ++serial,
            Time = clock.Now,
            BootId = "boot",
            Hostname = "r",
            Document = DeviceStatement.DigestOf(Signs(this)),
            Confirmed = goesBack is null,
            Generation = goesBack is null ? generation : null,
            By = "admin",
            Version = "0.1.0",
            Board = "vm",
        }.ToText();
        return new Response.Statement(text, key.PublicPem(), key.Sign(Encoding.UTF8.GetBytes(text)));
    }

    public static CommandOutput Failed(FailureKind kind, string message, params string[] paths) =>
        new(1, ApiJson.Print(new Response.Failed(kind, message, null, [.. paths.Select(p => new Problem(p, "is wrong", null, 3, 5))])), "");

    private static CommandOutput Good(Response answer) => new(0, ApiJson.Print(answer) + "\n", "");

    private sealed class Session(FakeRouter router) : IDeviceSession
    {
        public Task<CommandOutput> RunAsync(string command, ReadOnlyMemory<byte> input, CancellationToken stopping)
        {
            stopping.ThrowIfCancellationRequested();
            return Task.FromResult(router.Run(command, Encoding.UTF8.GetString(input.Span)));
        }

        public Task<CommandOutput> TalkAsync(
            string command, Func<Stream, Stream, CancellationToken, Task> talk, TimeSpan endsWithin, CancellationToken stopping) =>
            throw new NotSupportedException("no push talks with a command");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Time that passes only when somebody waits.</summary>
internal sealed class FakeClock : IClock
{
    public DateTimeOffset Start { get; } = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public TimeSpan Elapsed { get; set; }

    public DateTimeOffset Now => Start + Elapsed;

    public Task DelayAsync(TimeSpan time, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        Elapsed += time;
        return Task.CompletedTask;
    }
}

using System.Text;
using Router.Api;
using Router.Api.Edges;
using Router.Api.Limits;
using Router.Console.Lines;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Shell;
using Router.Console.Verbs;

namespace Router.Console.Tests;

/// <summary>
/// <c>Golden/*.transcript</c>: lines with <c>$</c> in front are typed, what follows is what comes back; <c>=&gt;</c> is what
/// the daemon was asked, <c>exit N</c> an exit code that is not 0. ROUTER_UPDATE_GOLDEN=1 renews them.
/// </summary>
public class TranscriptTests
{
    private static readonly string Folder = Path.Combine(SourceFolder(), "Golden");

    public static TheoryData<string> Transcripts() =>
        [.. Directory.GetFiles(Folder, "*.transcript").Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task Transcript_TypedAgain_IsTheSame(string name)
    {
        var path = Path.Combine(Folder, name + ".transcript");
        var before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var now = await PlayAsync(before.Split('\n').Where(l => l.StartsWith("$ ", StringComparison.Ordinal)).Select(l => l[2..]));
        if (Environment.GetEnvironmentVariable("ROUTER_UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(path, now, TestContext.Current.CancellationToken);
        else
            Assert.Equal(before, now);
    }

    private static async Task<string> PlayAsync(IEnumerable<string> lines)
    {
        var daemon = new CannedDaemon();
        var transport = new InProcessTransport(new PeerCredentials(0, 1));
        using var stopping = new CancellationTokenSource();
        var server = new ApiServer(
            transport, _ => daemon, new ConnectionTable(new ApiLimits(), _ => null, TimeProvider.System), _ => { }, TimeProvider.System)
            .RunAsync(stopping.Token);
        var terminal = new ScriptedTerminal();
        await using var client = new RouterClient(transport, "test");
        var session = new Session(client, terminal, Paint.None, oneShot: true);
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var (command, input) = line.Split(" < ") is [var typed, var given] ? (typed, given) : (line, "");
            terminal.Input = Encoding.UTF8.GetBytes(input);
            var code = await Runner.RunAsync(session, Commands.Grammar, Tokenizer.Split(command).Tokens);
            text.Append($"$ {line}\n");
            daemon.Asked.ForEach(asked => text.Append($"=> {asked}\n"));
            daemon.Asked.Clear();
            text.Append(terminal.TakeScreen());
            if (code != 0)
                text.Append($"exit {code}\n");
        }
        await stopping.CancelAsync();
        await server;
        return text.ToString();
    }

    private static string SourceFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); ; folder = folder.Parent
            ?? throw new InvalidOperationException("no sources"))
        {
            if (File.Exists(Path.Combine(folder.FullName, "Router.Console.Tests.csproj")))
                return folder.FullName;
        }
    }
}

using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Editing;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Documents;

namespace Router.Console.Shell;

/// <summary>The console as a login shell: a prompt, a line, its answer, and so on until <c>exit</c>.</summary>
internal sealed class Interactive
{
    private readonly Session session;
    private readonly Grammar grammar;
    private readonly HistoryFile file;
    private readonly History history;
    private readonly LineEditor editor;
    private volatile Response.Welcome welcome;

    private Interactive(Session session, Grammar grammar, HistoryFile file, Response.Welcome welcome)
    {
        (this.session, this.grammar, this.file, this.welcome) = (session, grammar, file, welcome);
        history = new History(file.Read());
        editor = new LineEditor(session.Terminal, history, new Completer(session, grammar));
    }

    public static async Task<int> RunAsync(Session session, Grammar grammar, HistoryFile file)
    {
        var welcome = await session.AskAsync<Response.Welcome>(new Request.Hello(Origins.Here()), CancellationToken.None);
        foreach (var note in welcome.Notes)
            session.Terminal.Write(session.Paint.Warn($"note: {note}") + "\n");
        var shell = new Interactive(session, grammar, file, welcome);
        using var leaving = new CancellationTokenSource();
        var notices = new Notices(session, shell.editor, shell.RefreshAsync).RunAsync(() => shell.welcome.Session, leaving.Token);
        try
        {
            return await shell.RunAsync();
        }
        finally
        {
            await leaving.CancelAsync();
            await notices;
        }
    }

    private async Task<int> RunAsync()
    {
        var code = ExitCodes.Done;
        while (!session.Ended)
        {
            var (end, text) = editor.Read(Prompt);
            if (end == LineEnd.Closed)
                break;
            if (end == LineEnd.Abandoned)
                continue;
            if (PemText.Begins(text))
            {
                StrayKey.Swallow(session.Terminal, text);
                session.Terminal.WriteError(
                    $"{session.ErrorPaint.Bad("error:")} a key or certificate is no command, and nothing of it was kept (set secret NAME asks for it)\n");
                code = ExitCodes.Usage;
                continue;
            }
            var tokens = Tokenizer.Split(text).Tokens;
            if (history.Add(HistoryLine.Of(grammar, text, tokens)))
                file.Write(history.Lines);
            code = await Runner.RunAsync(session, grammar, tokens);
            await RefreshAsync();
        }
        return session.Ended ? ExitCodes.Done : code;
    }

    /// <summary>A commit, whoever made it, may have given the router another name, or the person another role.</summary>
    private async Task RefreshAsync()
    {
        try
        {
            if (!session.Ended
                && await session.Client.SendAsync(new Request.Hello(Origins.Here()), CancellationToken.None) is Response.Welcome now)
                welcome = now;
        }
        catch (IOException)
        {
            // The next command says that routerd is away.
        }
    }

    private string Prompt()
    {
        var who = session.Paint.Bold($"{welcome.User}@{welcome.Hostname}");
        return session switch
        {
            { Mode: Mode.Operational } => $"{who}> ",
            { EditPath.Count: 0 } => $"{who}# ",
            _ => $"{who} [{ConfigPath.Join(session.EditPath)}]# ",
        };
    }
}

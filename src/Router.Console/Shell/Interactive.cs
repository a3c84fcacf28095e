using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Editing;
using Router.Console.Language;
using Router.Core.Config;

namespace Router.Console.Shell;

/// <summary>The console as a login shell: a prompt, a line, its answer, and so on until <c>exit</c>.</summary>
internal static class Interactive
{
    public static async Task<int> RunAsync(Session session, HistoryFile file)
    {
        var welcome = await session.AskAsync<Response.Welcome>(new Request.Hello(Origins.Here()), CancellationToken.None);
        foreach (var note in welcome.Notes)
            session.Terminal.Write(session.Paint.Warn($"note: {note}") + "\n");
        var history = new History(file.Read());
        var editor = new LineEditor(session.Terminal, history, new Completer(session));
        var code = ExitCodes.Done;
        while (!session.Ended)
        {
            var (end, text) = editor.Read(Prompt(session, welcome));
            if (end == LineEnd.Closed)
                break;
            if (end == LineEnd.Abandoned)
                continue;
            if (history.Add(text))
                file.Write(history.Lines);
            code = await Runner.RunAsync(session, Tokenizer.Split(text).Tokens);
        }
        return session.Ended ? ExitCodes.Done : code;
    }

    private static string Prompt(Session session, Response.Welcome welcome)
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

using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;

namespace Router.Console.Shell;

/// <summary>Commands on standard input, one a line, up to the first that fails. <c>#</c> begins a remark.</summary>
internal static class Script
{
    public static async Task<int> RunAsync(Session session, Grammar grammar)
    {
        while (!session.Ended && session.Terminal.ReadLine() is { } line)
        {
            if (line.TrimStart().StartsWith('#'))
                continue;
            if (await Runner.RunAsync(session, grammar, Tokenizer.Split(line).Tokens) is not ExitCodes.Done and var code)
            {
                session.Terminal.WriteError($"stopped at: {line}\n");
                return code;
            }
        }
        return ExitCodes.Done;
    }
}

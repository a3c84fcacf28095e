using System.Text;

namespace Router.Ctl.Cli.Edges;

/// <summary>The terminal of this process.</summary>
internal static class SystemTerminal
{
    public static Terminal Create()
    {
        var interactive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new Terminal(Output(), Console.Error, Console.OpenStandardInput)
        {
            Interactive = interactive,
            CanAsk = interactive && !Console.IsInputRedirected,
            Color = interactive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = interactive && !Console.IsOutputRedirected ? Math.Max(40, Console.WindowWidth) : 120,
        };
    }

    /// <summary>A pipe gets whole buffers, a person each line as it comes.</summary>
    private static TextWriter Output() =>
        Console.IsOutputRedirected
            ? new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16)
            : Console.Out;
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Router.Ctl.Cli;

/// <summary>
/// Where a verb reads and writes: results go to <see cref="Out"/>, messages and progress to <see cref="Error"/>.
/// <see cref="Interactive"/>: somebody watches stderr, so progress may be drawn; <see cref="CanAsk"/>: and can answer on stdin.
/// </summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Func<Stream> OpenInput)
{
    public bool Interactive { get; init; }

    public bool CanAsk { get; init; }

    /// <summary>False where <c>NO_COLOR</c> is set.</summary>
    public bool Color { get; init; }

    /// <summary>Columns; also used where there is no terminal.</summary>
    public int Width { get; init; } = 120;

    /// <summary>One document with a newline after it. The type comes from a source-generated context.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => Out.WriteLine(JsonSerializer.Serialize(value, type));

    /// <summary><c>routerctl: what</c>, and on the next line how to mend it.</summary>
    public void WriteError(string what, string? how = null)
    {
        Error.WriteLine($"routerctl: {what}");
        if (how is not null)
            Error.WriteLine($"  {how}");
    }
}

using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowLog), "show-log")]
public abstract partial record Request
{
    /// <summary>The last <paramref name="Lines"/> lines, oldest first.</summary>
    public sealed record ShowLog(int Lines) : Request(Role.View);
}

[JsonDerivedType(typeof(Log), "log")]
public abstract partial record Response
{
    public sealed record Log([property: JsonPropertyName("lines")] IReadOnlyList<LogLine> Items) : Response;
}

public sealed record LogLine(DateTimeOffset? Time, string Level, string Source, string Text);

using System.Text.Json.Serialization;

namespace Router.Core.Flows;

/// <summary>
/// What becomes of a flow, and why. <paramref name="Flow"/> as it was tried. <paramref name="Interface"/>, <paramref name="Zone"/>:
/// where it comes in, null where the router sends it. <paramref name="LeavesAs"/>: source and destination after translation; null:
/// it does not leave, or as it came. <paramref name="Causes"/>: the lines of the configuration, in the order in which they counted.
/// <paramref name="Rules"/>: the rules of the firewall that matched, as the kernel took them.
/// </summary>
public sealed record FlowAnswer(
    string Flow,
    FlowVerdict Verdict,
    string Reason,
    string? Interface,
    string? Zone,
    FlowRoute? Route,
    string? LeavesAs,
    IReadOnlyList<FlowCause> Causes,
    IReadOnlyList<string> Rules);

/// <summary>
/// <paramref name="Table"/>: <c>main</c>, <c>local</c> or a number. <paramref name="Via"/> null: the destination is on the link.
/// </summary>
public sealed record FlowRoute(string Prefix, string Table, string? Via, string? Link, string? Zone);

/// <summary>A place of the document and what it did. <paramref name="Line"/> 0: nothing stands there, which is the cause.</summary>
public sealed record FlowCause(string Path, int Line, string Text, string Effect);

[JsonConverter(typeof(JsonStringEnumConverter<FlowVerdict>))]
public enum FlowVerdict
{
    Accepted,

    /// <summary>Without a word.</summary>
    Dropped,

    /// <summary>With an error to the sender.</summary>
    Rejected,

    /// <summary>Before any rule could say something: no way, or not from there.</summary>
    Unroutable,
}

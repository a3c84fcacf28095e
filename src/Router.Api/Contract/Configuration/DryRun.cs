using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(DryRun), "dry-run")]
public abstract partial record Request
{
    /// <summary>
    /// What a commit of <paramref name="Document"/> would do (null: of the candidate), with all its checks; nothing is changed. Answer:
    /// <see cref="Response.Forecast"/>.
    /// </summary>
    public sealed record DryRun(string? Document) : Request(Role.Admin);
}

[JsonDerivedType(typeof(Forecast), "forecast")]
public abstract partial record Response
{
    /// <summary>
    /// What a commit would do: its steps, and the established sessions that it ends (of <paramref name="LostTotal"/> the first thousand).
    /// <paramref name="Kept"/>: how many stay.
    /// </summary>
    public sealed record Forecast(
        IReadOnlyList<string> Plan, int LostTotal, IReadOnlyList<LostSessionStatus> Lost,
        int Kept, IReadOnlyList<string> Advice) : Response;
}

/// <summary>A session that a commit would end. <paramref name="Kind"/>: <c>ssh</c>, <c>bgp</c>, <c>tunnel</c> or <c>tcp</c>.</summary>
public sealed record LostSessionStatus(
    string Kind, string Protocol, string Source, int SourcePort, string Destination, int DestinationPort, string Reason);

using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowDrift), "show-drift")]
public abstract partial record Request
{
    /// <summary>What is not as the last commit left it. Answer: <see cref="Response.Drift"/>.</summary>
    public sealed record ShowDrift() : Request(Role.View);
}

[JsonDerivedType(typeof(Drift), "drift")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="Heals"/>: it is made as configured again. <paramref name="At"/>: of the last look; null: none yet.
    /// </summary>
    public sealed record Drift(bool Heals, DateTimeOffset? At, [property: JsonPropertyName("drift")] IReadOnlyList<string> Items) : Response
    {
        /// <summary>What cannot be yet and is no drift: it comes by itself.</summary>
        public IReadOnlyList<string> Waiting { get; init; } = [];
    }
}

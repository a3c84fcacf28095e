using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowConfiguration), "show-configuration")]
public abstract partial record Request
{
    /// <summary>
    /// The document, or the part below <paramref name="Path"/>. <paramref name="Generation"/> is read with
    /// <see cref="ConfigurationSource.Generation"/> alone. <paramref name="Commands"/>: as the commands that make it from nothing.
    /// </summary>
    public sealed record ShowConfiguration(
        ConfigurationSource Source, IReadOnlyList<string> Path, int Generation = 0, bool Commands = false) : Request(Role.View);
}

[JsonDerivedType(typeof(Document), "document")]
public abstract partial record Response
{
    /// <summary>YAML; a secret is the reference that it is in the document.</summary>
    public sealed record Document(string Text) : Response;
}

[JsonConverter(typeof(KebabCaseConverter<ConfigurationSource>))]
public enum ConfigurationSource
{
    Running,
    Startup,
    Candidate,
    Generation,
}

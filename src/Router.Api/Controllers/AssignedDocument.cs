namespace Router.Api.Controllers;

/// <summary>What a device is to run.</summary>
/// <param name="Revision">Higher than that of what it was given before.</param>
/// <param name="Document">YAML.</param>
/// <param name="Secrets">Those that it names, by name.</param>
/// <param name="SetFiles">Those that it names, by name.</param>
/// <param name="ConfirmSeconds">It goes back unless the controller is reached over it within this time.</param>
/// <param name="Comment">For the device's history.</param>
public sealed record AssignedDocument(
    long Revision, string Document, IReadOnlyDictionary<string, string> Secrets, IReadOnlyDictionary<string, string> SetFiles,
    int ConfirmSeconds, string? Comment)
{
    // Secrets stay out of logs and error texts.
    public override string ToString() => $"AssignedDocument {{ Revision = {Revision} }}";
}

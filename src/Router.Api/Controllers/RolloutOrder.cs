namespace Router.Api.Controllers;

/// <summary>Documents for devices, in the order in which they come.</summary>
/// <param name="Devices">Each once.</param>
/// <param name="Canary">So many go first; all of them have to fare well.</param>
/// <param name="Wave">Devices of each wave after them; 0: all others at once.</param>
/// <param name="MaxFailures">Where more have fared badly, no other device is begun.</param>
/// <param name="PauseSeconds">Between waves.</param>
/// <param name="WithinSeconds">A device that has not said by then what became of it has fared badly.</param>
/// <param name="ConfirmSeconds">See <see cref="AssignedDocument"/>.</param>
/// <param name="Comment">For the devices' history.</param>
public sealed record RolloutOrder(
    IReadOnlyList<OrderedDocument> Devices, int Canary, int Wave, int MaxFailures, int PauseSeconds, int WithinSeconds, int ConfirmSeconds,
    string? Comment);

/// <summary>One device's part of it.</summary>
/// <param name="Device">Its name.</param>
/// <param name="Document">YAML.</param>
/// <param name="Secrets">Those that it names, by name.</param>
/// <param name="SetFiles">Those that it names, by name.</param>
public sealed record OrderedDocument(
    string Device, string Document, IReadOnlyDictionary<string, string> Secrets, IReadOnlyDictionary<string, string> SetFiles)
{
    // Secrets stay out of logs and error texts.
    public override string ToString() => $"OrderedDocument {{ Device = {Device} }}";
}

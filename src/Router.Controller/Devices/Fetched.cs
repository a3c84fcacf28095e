namespace Router.Controller.Devices;

/// <param name="Known">The certificate is the device's.</param>
/// <param name="Assignment">Null: there is no other than it has.</param>
[GenerateSerializer]
internal sealed record Fetched([property: Id(0)] bool Known, [property: Id(1)] Assignment? Assignment);

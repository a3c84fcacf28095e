using Router.Api.Controllers;

namespace Router.Controller.Devices;

/// <summary>What a device says of itself, see <see cref="RunReport"/>; <paramref name="Outcome"/> is a <see cref="RunOutcome"/>.</summary>
[GenerateSerializer]
internal sealed record Said(
    [property: Id(0)] long Revision, [property: Id(1)] int Outcome, [property: Id(2)] string Detail, [property: Id(3)] string Text,
    [property: Id(4)] string Key, [property: Id(5)] byte[] Signature);

namespace Router.Api.Controllers;

/// <summary>Why a controller does not do what was asked.</summary>
/// <param name="Error">What is wrong, and how to mend it.</param>
public sealed record ControllerFault(string Error);

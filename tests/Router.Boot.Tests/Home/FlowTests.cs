using System.Text.Json;
using Router.Boot.Tests.Lab;

namespace Router.Boot.Tests.Home;

/// <summary>What the router says of flows, with the modules that its image has.</summary>
public sealed class FlowTests(HomeLab lab) : HomeTest(lab)
{
    [Fact]
    public async Task Why_FlowOfAClient_NamesPolicyAndMasquerade()
    {
        using var answer = JsonDocument.Parse(await RouterAsync($"why --json tcp 192.168.10.50:1234 -> {LabNetwork.Server}:443 from lan"));
        var causes = answer.RootElement
            .GetProperty("answer")
            .GetProperty("causes")
            .EnumerateArray()
            .Select(cause => cause.GetProperty("path").GetString())
            .ToList();
        Assert.Contains("firewall policies \"lan -> wan\"", causes);
        Assert.Contains("firewall nat masquerade wan", causes);
    }

    [Fact]
    public async Task ShowSessions_OverSsh_HasTheSession()
    {
        using var answer = JsonDocument.Parse(await RouterAsync("show sessions --json"));
        Assert.Contains(
            answer.RootElement.GetProperty("sessions").EnumerateArray(),
            session => session.GetProperty("destination").GetString() == $"{HomeLab.Inner}"
                && session.GetProperty("destinationPort").GetInt32() == 22);
    }
}

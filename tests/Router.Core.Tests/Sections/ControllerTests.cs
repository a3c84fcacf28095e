using System.Text;
using Router.Core.Boards;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections;

/// <summary><c>system controller</c>.</summary>
public class ControllerTests
{
    private const string Rest = ", identity: !secret token, ca: !secret authority";

    [Theory]
    [InlineData("https://controller.example.net:8443")]
    [InlineData("https://192.0.2.7")]
    [InlineData("https://[2001:db8::7]:8443")]
    [InlineData("https://controller.example.net:8443/")]
    public void Check_Url_IsTaken(string url)
    {
        var reading = Checked($"urls: [\"{url}\"]{Rest}");
        Assert.Empty(reading.Problems);
        Assert.Equal([url], reading.Config.System.Controller!.Urls);
        Assert.Equal(TimeSpan.FromMinutes(10), reading.Config.System.Controller.Every);
    }

    [Theory]
    [InlineData("http://controller.example.net")]
    [InlineData("controller.example.net")]
    [InlineData("https://controller.example.net/path")]
    [InlineData("https://controller.example.net/?a=b")]
    [InlineData("https://anna@controller.example.net")]
    [InlineData("https://controller.example.net --insecure")]
    public void Check_WhatIsNoUrlOfAController_IsRefused(string url) =>
        Assert.StartsWith("system controller urls", Assert.Single(Checked($"urls: [\"{url}\"]{Rest}").Problems).Path);

    [Theory]
    [InlineData("urls: []", "system controller urls")]
    [InlineData("urls: [\"https://a.example\"], every: 5s", "system controller every")]
    [InlineData("urls: [\"https://a.example\"], every: 3d", "system controller every")]
    public void Check_ValuesThatCannotBe_AreRefusedWithAWayOut(string text, string path)
    {
        var problem = Assert.Single(Checked($"{text}{Rest}").Problems);
        Assert.Equal((path, true), (problem.Path, problem.Hint is not null));
    }

    [Fact]
    public void Check_WithoutSecrets_IsRefused() =>
        Assert.Equal(
            2,
            Checked("urls: [\"https://a.example\"]").Problems
                .Count(problem => problem.Path.StartsWith("system controller", StringComparison.Ordinal)));

    [Fact]
    public void Check_SecretsThatAreNotThere_AreNamed()
    {
        var problems = Checked(
            "urls: [\"https://a.example\"], identity: !secret toke, ca: !secret authority", ["token", "authority"]).Problems;
        var problem = Assert.Single(problems);
        Assert.Equal(("system controller identity", true), (problem.Path, problem.Hint?.Contains("token", StringComparison.Ordinal)));
    }

    private static ConfigReading Checked(string controller, IReadOnlyCollection<string>? secrets = null) => ConfigValidator.Check(
        ConfigReader.Read(Encoding.UTF8.GetBytes($"version: 1\nsystem:\n  controller: {{ {controller} }}\n")),
        new Surroundings(BoardFacts.None, secrets));
}

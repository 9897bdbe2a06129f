namespace Repro.Claims.Studies;

/// <summary>How long a model is trained. Each budget is a training of its own, whose learning rate decays within it.</summary>
/// <param name="Name">early, middle or final.</param>
/// <param name="Steps">Optimiser steps.</param>
public sealed record StudyBudget(string Name, int Steps);
